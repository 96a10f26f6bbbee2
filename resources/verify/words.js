// Every sentence of the page, Chinese and English. {name} stands for what a check found.

const WORDS = {
  title: ["文书核验", "Document check"],
  skip: ["跳到主要内容", "Skip to content"],
  practice: [
    "这是练习展会的核验页：其文书不具法律效力。",
    "This page belongs to a practice fair: its documents have no legal effect.",
  ],
  lead: [
    "核对一份执法文书是否由本局签发、内容有没有被改动。不需要网络、账号或安装。",
    "Find out whether an official document was issued by this bureau and whether it was changed. No network, no account, nothing to install.",
  ],
  drop_title: ["把文书拖到这里", "Drop the document here"],
  drop_text: [
    "PDF 文书、二维码的照片或扫描件，也可以放现场照片的原始文件。可以一次放多个。",
    "The PDF, a photo or scan of the square code on the paper, or the original file of a photo. Several at once are fine.",
  ],
  choose: ["选择文件…", "Choose files…"],
  shoot: ["拍摄二维码", "Photograph the code"],
  paste_title: ["或者粘贴二维码的文字", "Or paste the text of the code"],
  paste_label: [
    "用手机自带的扫码功能读出的文字，以 HUHANG:1: 开头。",
    "The text that your phone's own scanner shows; it begins with HUHANG:1:",
  ],
  check: ["核验", "Check"],
  working: ["正在核验 {name} …", "Checking {name} …"],
  done: ["核验完毕：{headline}", "Done: {headline}"],
  private: [
    "文件只在您的设备上处理，本页面不能也不会联网。",
    "Files are handled on your device only; this page cannot and does not connect to anything.",
  ],
  checks_title: ["逐项结果", "What holds and what does not"],
  statement_title: ["核验码记载的内容", "What the code states"],
  statement_hint: [
    "请与手中的纸质文书逐项对照，应当完全一致。",
    "Compare each line with the paper in your hand; they must agree exactly.",
  ],
  statement_false: [
    "签名不成立或出自未知密钥，以下内容不可采信。",
    "The signature does not hold, or its key is not known: do not rely on these lines.",
  ],
  who: ["{signer}（{number}）", "{signer} ({number})"],
  fields_title: ["文书内容", "Contents of the document"],
  fields_hint: [
    "以下是随 PDF 附带的案卷数据，按文书顺序排列；请与纸面或页面上看到的对照。",
    "The case data attached to the PDF, in the order of the document; compare them with what you see on paper or page.",
  ],
  fields_false: [
    "以下数据与核验码不符，不可采信，仅供查找不同之处。",
    "These data do not match the code: do not rely on them; they only help to find what differs.",
  ],
  photos_title: ["照片", "Photos"],
  photos_hint: [
    "把照片原始文件拖到上方，可核对它是否就是文书所记载的那一张。",
    "Drop the original file of a photo above to see whether it is the one that the document names.",
  ],
  photo_same: ["PDF 中的图像与记载一致", "the picture in the PDF is the one on record"],
  more_title: ["技术细节", "Technical details"],
  number: ["文号", "Number"],
  issued: ["签发日期", "Date of issue"],
  party: ["当事人", "Party"],
  agency: ["签发机关", "Issued by"],
  officers: ["执法人员证号", "Officers' certificates"],
  caseNumber: ["案卷号", "Case"],
  device: ["签发设备", "Issuing device"],
  keyId: ["设备公钥编号", "Key of the device"],
  digest: ["案卷数据摘要（SHA-256）", "Digest of the case data (SHA-256)"],
  code: ["核验码文字", "Text of the code"],
  unknown: ["不在名录中", "not on the list"],
  signed_by: ["电子签名", "Electronic signature"],
  rows_more: ["仅显示前 {count} 行", "only the first {count} rows are shown"],

  h_genuine: ["真实，未被改动", "Genuine and unchanged"],
  h_genuine_text: [
    "核验码、案卷数据和执法人员的电子签名全部成立，签名之后文件没有任何改动。",
    "The code, the case data and the officers' electronic signatures all hold, and nothing was changed since they signed.",
  ],
  h_data_only: ["数据真实；页面请对照", "The data are genuine; compare the pages"],
  h_data_only_text: [
    "核验码和案卷数据成立，但 PDF 的页面没有电子签名保护。请把下列内容与页面逐项对照。",
    "The code and the case data hold, but no electronic signature protects the pages. Compare what is listed below with them.",
  ],
  h_code_holds: ["核验码真实", "The code is genuine"],
  h_code_holds_text: [
    "该码由本局设备签发。请把下列内容与纸面逐项对照；码里没有的内容要用 PDF 文书核对。",
    "A device of this bureau made it. Compare the lines below with the paper; what is not among them needs the PDF to be checked.",
  ],
  h_tampered: ["不成立：内容被改动", "Does not hold: it was changed"],
  h_tampered_text: [
    "至少一处与签名不符。请勿采信，并向签发机关核实。",
    "At least one thing does not match what was signed. Do not rely on it; ask the issuing bureau.",
  ],
  h_foreign: ["不是本局已公布的密钥", "Not signed by a published key of this bureau"],
  h_foreign_text: [
    "签名用的密钥不在本页面的名录中：可能出自别的机关、较新的设备，或是伪造。请向签发机关核实。",
    "The key that signed is not on this page's list: another bureau, a newer device, or a forgery. Ask the issuing bureau.",
  ],
  h_withdrawn: ["真实，但已撤回", "Genuine, but withdrawn"],
  h_withdrawn_text: [
    "这份文书曾由本局签发，之后被撤回，不再有效。",
    "This bureau issued the document and later withdrew it; it no longer holds.",
  ],
  h_void: ["真实，但已作废", "Genuine, but void"],
  h_void_text: [
    "这份文书由本局编号签发，但已作废，不具效力。",
    "This bureau numbered and issued the document, but declared it void; it has no effect.",
  ],
  h_revoked: ["签名成立，但密钥已被撤销", "The signature holds, but the key was revoked"],
  h_revoked_text: [
    "在撤销之后使用该密钥的签名不可采信。请向签发机关核实这份文书的签发时间。",
    "Signatures made after that are not to be relied on. Ask the bureau when this document was issued.",
  ],
  h_corrected: ["真实，但已由更正文书补正", "Genuine, but corrected by a later document"],
  h_corrected_text: ["请与更正文书一并阅读。", "Read it together with the document that corrects it."],
  h_other_paper: [
    "码真实，但与 PDF 不是同一份文书",
    "The code is genuine but belongs to another document than the PDF",
  ],
  h_other_paper_text: [
    "纸上的码与刚才核验的 PDF 所附的码不同。请核对文号。",
    "The code on the paper differs from the one in the PDF checked before. Compare the numbers.",
  ],
  h_nothing: ["无法核验", "Nothing could be checked"],
  h_nothing_text: [
    "原因见下。这不说明文书是假的，只说明这个文件不足以判断。",
    "The reason is given below. This does not mean that the document is false, only that this file does not tell.",
  ],
  h_original: ["就是文书记载的照片", "The very photo that the document names"],
  h_original_text: [
    "文件的数字指纹与文书中记载的完全一致，一个字节也没有变。",
    "The file's digital fingerprint is the one in the document; not one byte was changed.",
  ],
};
