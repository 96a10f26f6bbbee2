// What each check found, and why something could not be read, Chinese and English; a third text explains.

Object.assign(WORDS, {
  code_signed: [
    "核验码由本局设备“{device}”签名，签名成立。",
    "The code was signed by this bureau's device “{device}”, and the signature holds.",
  ],
  code_false: [
    "核验码上的签名不成立：内容不是设备“{device}”所签。",
    "The signature of the code does not hold: device “{device}” did not sign this.",
  ],
  code_foreign: [
    "签发设备（密钥 {key}）不在本局公布的名录中。",
    "The issuing device (key {key}) is not on this bureau's list.",
  ],
  device_revoked: [
    "设备“{device}”的密钥已于 {on} 撤销；此后用它签的内容不可采信。",
    "The key of device “{device}” was revoked on {on}; what it signed after that is not to be relied on.",
  ],
  not_withdrawn: [
    "截至 {on}，本局没有撤回或作废这份文书。",
    "Up to {on} the bureau had neither withdrawn nor voided this document.",
  ],
  withdrawn: [
    "本局已于 {on} 撤回这份文书，不再有效。",
    "The bureau withdrew this document on {on}; it no longer holds.",
  ],
  void: ["本局已于 {on} 宣布这份文书作废。", "The bureau declared this document void on {on}."],
  corrected: ["这份文书已于 {on} 由 {by} 更正，请一并阅读。", "It was corrected on {on} by {by}; read both."],
  bound: [
    "签发时使用临时编号，正式文号为 {number}。",
    "It was issued under a provisional number; its final number is {number}.",
  ],
  values_match: [
    "附带的案卷数据与核验码一致，没有改动。",
    "The attached case data are the ones that the code names; nothing in them was changed.",
  ],
  values_differ: [
    "附带的案卷数据与核验码不符：数据被改动或被替换。",
    "The attached case data are not the ones that the code names: they were changed or replaced.",
  ],
  values_missing: [
    "PDF 没有附带案卷数据，无法核对正文内容。",
    "The PDF carries no case data, so its contents cannot be checked.",
  ],
  values_unreadable: [
    "附带的案卷数据已损坏，无法读取。",
    "The attached case data are damaged and cannot be read.",
  ],
  attached_twice: [
    "附件重复：有两份同名的案卷数据或核验码，文件被人动过。",
    "Two attachments have the same name: someone tampered with the file.",
  ],
  signature_holds: [
    "{who}的电子签名成立，所签内容没有改动。",
    "The electronic signature of {who} holds; what it covers was not changed.",
  ],
  signature_broken: [
    "电子签名（{who}）不成立：{why}。",
    "An electronic signature ({who}) does not hold: {why}.",
  ],
  signature_hidden: [
    "文件里有电子签名，却没有与文书相连：签名被人隐藏。",
    "The file holds an electronic signature that is no longer connected to the document: someone hid it.",
  ],
  signature_foreign: [
    "{who}的签名证书不是由本局根证书签发的。",
    "The certificate of {who} was not issued under this bureau's root.",
  ],
  officer_revoked: ["{who}的签名证书已于 {on} 撤销。", "The certificate of {who} was revoked on {on}."],
  signer_not_named: [
    "{who}不在核验码所列的执法人员之中。",
    "{who} is not among the officers that the code names.",
  ],
  signature_missing: [
    "核验码所列执法人员中，{officers} 没有电子签名。",
    "Of the officers that the code names, {officers} did not sign electronically.",
  ],
  stamp: [
    "附有时间戳（{who}，{at}）；其机构不在本页面名录中，时间未经本页面证实。",
    "It carries a time-stamp ({who}, {at}); its authority is not on this page's list, so the time is not confirmed here.",
  ],
  stamp_holds: [
    "时间戳成立（{who}）：{at} 时文件已经存在，此后没有改动。",
    "The time-stamp ({who}) holds: the file existed on {at} and was not changed since.",
  ],
  covers_all: [
    "签名覆盖整个文件，签名之后没有添加任何内容。",
    "The signature covers the whole file; nothing was added afterwards.",
  ],
  added_harmless: [
    "签名之后只添加了时间戳或日后验证所需的材料，页面和附件没有变化。",
    "After the signature only a time-stamp or material for later checks was added; pages and attachments are the same.",
  ],
  added_changes: [
    "签名之后文件被添加了内容（{count} 字节），可能改变所见或附件。",
    "After the signature something was added ({count} bytes) that may change what is seen or attached.",
  ],
  no_signatures: [
    "这个 PDF 没有电子签名：页面上的文字和图像不受保护，请逐项对照。",
    "This PDF has no electronic signature: text and pictures of its pages are not protected; compare them.",
  ],
  photos_match: [
    "PDF 中的 {count} 张照片与案卷记载一致。",
    "{count} photos in the PDF are the ones on record.",
  ],
  photos_reduced: [
    "PDF 中是缩小的照片，原始照片请另行核对（见下）。",
    "The PDF holds reduced photos; the originals can be checked one by one (below).",
  ],
  photo_replaced: [
    "第 {number} 张照片不是案卷记载的那一张：被替换或改动。",
    "Photo {number} is not the one on record: it was replaced or changed.",
  ],
  photo_original: [
    "文件指纹与文书 {document} 的第 {number} 张照片一致。",
    "The file's fingerprint is that of photo {number} of document {document}.",
  ],
  photo_unknown: [
    "也不是刚才那份文书所记载的照片。",
    "Nor is it one of the photos that the document checked before names.",
  ],
  paper_same: ["与刚才核验的 PDF 是同一份文书。", "It is the same document as the PDF checked before."],
  paper_other: [
    "与刚才核验的 PDF（{number}）不是同一份文书。",
    "It is not the same document as the PDF checked before ({number}).",
  ],
  from_scan: [
    "这是扫描件：核验码是从页面图像中读出的。",
    "This is a scan: the code was read from the picture of a page.",
  ],
  no_attachments: [
    "PDF 里没有核验码，可能是扫描件或另存的副本。",
    "There is no verification code inside the PDF; it may be a scan or a copy saved anew.",
  ],

  no_code: [
    "这不是本程序的核验码（应以 HUHANG:1: 开头）。",
    "This is no verification code of this kind (it would begin with HUHANG:1:).",
  ],
  code_unreadable: [
    "核验码不完整或有错字，请重新拍摄或复制全部文字。",
    "The code is incomplete or misspelt; photograph it again or copy the whole text.",
  ],
  no_code_in_picture: [
    "图中没有找到核验码。请对准纸面左下角的方码，靠近、放平、避免反光后再拍。",
    "No verification code was found in the picture. Photograph the square code at the lower left from nearby, flat and without glare.",
  ],
  other_code_in_picture: [
    "图中有二维码，但不是文书核验码。",
    "There is a QR code in the picture, but it is no verification code of a document.",
  ],
  picture_unreadable: [
    "浏览器打不开这张图片；请另存为 JPEG 或截图后再试。",
    "This browser cannot open the picture; save it as JPEG or take a screenshot of it.",
  ],
  picture_too_large: [
    "图片过大，请只保留二维码附近的部分。",
    "The picture is too large; keep only the part around the code.",
  ],
  reader_failed: [
    "这个浏览器不能识读二维码；请用手机扫码，再粘贴文字。",
    "This browser cannot read QR codes; scan it with a phone and paste the text.",
  ],
  file_too_large: [
    "文件超过 {most} MB，不像是一份文书。",
    "The file is larger than {most} MB; it does not look like a document.",
  ],
  file_unreadable: ["文件无法读取；请重新选择。", "The file cannot be read; choose it again."],
  file_unknown: [
    "这既不是 PDF，也不是图片或核验码文字。",
    "This is neither a PDF nor a picture nor the text of a code.",
  ],
  file_empty: ["文件是空的。", "The file is empty."],
  pdf_damaged: [
    "PDF 已损坏或结构异常，无法读取；未损坏的原件应能读取。",
    "The PDF is damaged or oddly built and cannot be read; an undamaged original can.",
  ],
  pdf_encrypted: [
    "PDF 有密码保护；本局文书不加密，请使用原件。",
    "The PDF is protected by a password; this bureau's documents are not. Use the original.",
  ],
  too_large_inside: [
    "PDF 内含异常庞大的数据，已停止读取。",
    "The PDF contains an abnormally large amount of data; reading was stopped.",
  ],
  too_slow: [
    "核验用时过长，已停止；文件可能是特意构造的。",
    "Checking took too long and was stopped; the file may be built to do that.",
  ],
  failed: ["核验时发生意外错误，已停止。", "Something unexpected went wrong; checking was stopped."],

  bytes_changed: ["签名之后文件内容被改动", "the file was changed after it was signed"],
  range_strange: ["签名没有覆盖整个文件，或结构异常", "it leaves out parts of the file, or is oddly built"],
  container_changed: ["签名的数据被改动过", "the data of the signature were altered"],
  signature_unreadable: ["签名已损坏", "the signature is damaged"],
  signature_foreign_kind: ["签名算法不是本局所用的", "it is of a kind that this bureau does not use"],
  not_utf8: ["文字编码有误。", "The text is not properly encoded."],
  not_hex: ["文字编码有误。", "The text is not properly encoded."],

  limits_title: ["本页面不能说明什么", "What this page cannot tell"],
  limits: [
    [
      "文书所写的事实是否属实，处理是否恰当：它只说明文书由谁签发、有没有被改动。",
      "Whether what the document says is true or right: it tells only who issued it and whether it was changed.",
    ],
    [
      "导出日期（{on}）之后的撤回、作废和密钥撤销：请向本局索取新的核验页。",
      "What was withdrawn, voided or revoked after this page was made ({on}): ask the bureau for a newer page.",
    ],
    [
      "本页面自身的真假：请从本局获取，并比对下方的根指纹，或用本局公布的 SHA-256 核对文件。",
      "Whether this page itself is genuine: get it from the bureau, and compare the fingerprint below, or the file's SHA-256, with what the bureau publishes.",
    ],
    ["时间：所示时间是签发设备时钟的记录。", "The time: it is what the clock of the issuing device said."],
    [
      "只有二维码时，码里没有写的内容；没有电子签名时，页面上看到的文字和图像。",
      "With the code alone, anything that is not in it; without an electronic signature, what the pages show.",
    ],
    [
      "法律效力：签名密钥由本局自行签发，用于证明出处和完整性；能否作为可靠的电子签名由法院判断。",
      "Legal effect: the keys are issued by the bureau itself and prove origin and integrity; whether they make a reliable electronic signature in law is for a court to say.",
    ],
  ],
  keys_title: ["本页面依据的名录", "The list that this page goes by"],
  keys_bureau: ["机关", "Bureau"],
  keys_exported: ["导出日期", "Made on"],
  keys_root: ["根指纹", "Fingerprint of the root"],
  keys_devices: ["签发设备", "Devices"],
  keys_roots: ["文书签名根证书", "Root certificates for signatures"],
  keys_authorities: ["时间戳机构根证书", "Root certificates for time-stamps"],
  keys_documents: ["已撤回、作废或更正的文书", "Documents withdrawn, void or corrected"],
  keys_revoked: ["已于 {on} 撤销", "revoked on {on}"],
  keys_none: ["无", "none"],
});
