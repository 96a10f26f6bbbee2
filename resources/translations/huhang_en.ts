<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AboutPage</name>
    <message>
        <location filename="../../ui/pages/about.py" line="31"/>
        <source>关于护航</source>
        <translation>About Huhang</translation>
    </message>
    <message>
        <location filename="../../ui/pages/about.py" line="35"/>
        <source>本版变化</source>
        <translation>What is new in this version</translation>
    </message>
    <message>
        <location filename="../../ui/pages/about.py" line="36"/>
        <source>登记库怎么查、怎么看</source>
        <translation>Searching the register and reading its answers</translation>
    </message>
    <message>
        <location filename="../../ui/pages/about.py" line="51"/>
        <source>本机</source>
        <translation>This device</translation>
    </message>
    <message>
        <location filename="../../ui/pages/about.py" line="52"/>
        <source>条码识别</source>
        <translation>Code readers</translation>
    </message>
    <message>
        <location filename="../../ui/pages/about.py" line="53"/>
        <source>文书字体</source>
        <translation>Document fonts</translation>
    </message>
    <message>
        <location filename="../../ui/pages/about.py" line="54"/>
        <source>本机公钥</source>
        <translation>Public key of this device</translation>
    </message>
    <message>
        <location filename="../../ui/pages/about.py" line="58"/>
        <source>本机没有 ZBar，条码由其余识别器读取。</source>
        <translation>ZBar is not on this machine; the other readers read the codes.</translation>
    </message>
    <message>
        <source>程序更新</source>
        <translation>Updates</translation>
    </message>
</context>
<context>
    <name>BatchDialog</name>
    <message>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="29"/>
        <source>成批识别照片</source>
        <translation>Photos in bulk</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="33"/>
        <source>识别在后台进行，可以继续其他工作。选定的照片存入案卷 {0}，展品 {1}。</source>
        <translation>They are read in the background while work goes on. Chosen photos go into case {0}, exhibit {1}.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="34"/>
        <source>（未选展品）</source>
        <translation>(none chosen)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="39"/>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="44"/>
        <source>照片</source>
        <translation>Photo</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="40"/>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="41"/>
        <source>内容</source>
        <translation>Content</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="51"/>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="55"/>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="125"/>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="56"/>
        <source>存入选中的照片</source>
        <translation>Keep the chosen photos</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="57"/>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="74"/>
        <source>没有可存入的照片；请先选中识别过的照片。</source>
        <translation>There is no photo to keep; choose photos that were read.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="95"/>
        <source>已存入 {0} 张照片；待确认的内容在扫描页上。</source>
        <translation>{0} photos are kept; what is to be confirmed waits on the scan page.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="123"/>
        <source>已识别 {0} / {1} 张，{2} 张读到条码或标注</source>
        <translation>{0} of {1} read, {2} with codes or markings</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/batch_dialog.py" line="125"/>
        <source>继续</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <location filename="../../ui/pages/case.py" line="54"/>
        <source>展品与线索</source>
        <translation>Exhibits and findings</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="55"/>
        <source>照片</source>
        <translation>Photos</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="56"/>
        <source>文书与审核</source>
        <translation>Documents and review</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="57"/>
        <source>时间线</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="64"/>
        <location filename="../../ui/pages/case.py" line="65"/>
        <source>新展品名称</source>
        <translation>Name of the new exhibit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="67"/>
        <source>登记展品</source>
        <translation>Add exhibit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="70"/>
        <source>扫描与拍照 F2</source>
        <translation>Scan and photograph F2</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="71"/>
        <source>出具文书 F4</source>
        <translation>Issue document F4</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="72"/>
        <source>开始/结束检查</source>
        <translation>Begin / end visit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="73"/>
        <source>提交审核</source>
        <translation>Submit for review</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="88"/>
        <source>检查进行中</source>
        <translation>Visit under way</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="88"/>
        <source>未在检查</source>
        <translation>No visit open</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="106"/>
        <source>“{0}”有两种记载，请选定：</source>
        <translation>“{0}” has two values; choose one:</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="124"/>
        <source>还没有展品。输入名称并登记，或直接扫描。</source>
        <translation>No exhibits yet. Enter a name and add it, or simply scan.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="132"/>
        <source>（待确认）</source>
        <translation> (to be confirmed)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="145"/>
        <source>还没有照片。</source>
        <translation>No photos yet.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="153"/>
        <source>照片 {0}</source>
        <translation>Photo {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="181"/>
        <source>已另存处理后的图片，原图不变。</source>
        <translation>The edited picture is kept; the original stays.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="184"/>
        <source>查看与处理</source>
        <translation>View and edit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="202"/>
        <source>已作废：{0}</source>
        <translation>Voided: {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="212"/>
        <source>审核通过</source>
        <translation>Approved</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="212"/>
        <source>审核退回</source>
        <translation>Sent back</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="216"/>
        <source>还没有文书。</source>
        <translation>No documents yet.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="231"/>
        <source>已提交审核。</source>
        <translation>Submitted for review.</translation>
    </message>
    <message>
        <source>投诉 {0} 件</source>
        <translation>Complaints: {0}</translation>
    </message>
    <message>
        <source>期限与证据</source>
        <translation>Deadlines and evidence</translation>
    </message>
    <message>
        <source>{0}（逾期 {1}）</source>
        <translation>{0} ({1} late)</translation>
    </message>
    <message>
        <source>投诉</source>
        <translation>Complaint</translation>
    </message>
    <message>
        <source>更正 {0}：{1}</source>
        <translation>corrects {0}: {1}</translation>
    </message>
    <message>
        <source>已送达 {0}</source>
        <translation>served on {0}</translation>
    </message>
    <message>
        <source>已撤回：{0}</source>
        <translation>withdrawn: {0}</translation>
    </message>
    <message>
        <source>保管与导出</source>
        <translation>Custody and export</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <location filename="../../ui/pages/register/compare.py" line="55"/>
        <source>比对</source>
        <translation>Compare</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/compare.py" line="60"/>
        <source>展品上的标志</source>
        <translation>Sign on the exhibit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/compare.py" line="73"/>
        <source>关闭 Esc</source>
        <translation>Close  Esc</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/compare.py" line="97"/>
        <source>展品</source>
        <translation>Exhibit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/compare.py" line="104"/>
        <source>登记</source>
        <translation>Register</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/compare.py" line="105"/>
        <source>（无文字，图形标志）</source>
        <translation>(no text: a device mark)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/compare.py" line="115"/>
        <source>登记摘录没有图样</source>
        <translation>The extract names no picture</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/compare.py" line="116"/>
        <source>图样：{0}</source>
        <translation>Picture: {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/compare.py" line="154"/>
        <source>第 {0} 类</source>
        <translation>Class {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/compare.py" line="156"/>
        <source>只比较文字，未指明商品</source>
        <translation>Text only; no goods stated</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/compare.py" line="161"/>
        <source>这件展品还没有照片</source>
        <translation>No photo of this exhibit yet</translation>
    </message>
</context>
<context>
    <name>DocumentPage</name>
    <message>
        <location filename="../../ui/pages/document.py" line="68"/>
        <source>文书语言</source>
        <translation>Language of the document</translation>
    </message>
    <message>
        <location filename="../../ui/pages/document.py" line="219"/>
        <source>已出具：{0}</source>
        <translation>Issued: {0}</translation>
    </message>
    <message>
        <source>签名并出具</source>
        <translation>Sign and issue</translation>
    </message>
    <message>
        <source>请先在“展位”页打开一个案卷。</source>
        <translation>Open a case on the Stand page first.</translation>
    </message>
    <message>
        <source>更正 {0}　</source>
        <translation>Correction of {0}  </translation>
    </message>
    <message>
        <source>更正须写明理由。</source>
        <translation>Give a reason for the correction.</translation>
    </message>
    <message>
        <source>换一种文书</source>
        <translation>Other form</translation>
    </message>
    <message>
        <source>已送往打印机：{0}，{1} 份。</source>
        <translation>Sent to the printer {0}, {1} copies.</translation>
    </message>
    <message>
        <source>没有可用的打印机；请连接并在系统设置中添加，文书已保存。</source>
        <translation>No printer is there; connect one and add it in the system's settings. The document is safe.</translation>
    </message>
    <message>
        <source>更正另出一份新文书，写明它替代 {0} 及理由；原文书不变。</source>
        <translation>A correction is a new document that says it replaces {0}, and why; the old one stays as it is.</translation>
    </message>
    <message>
        <source>更正</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>{0} 作废后仍留在案卷，文号不再使用。</source>
        <translation>A void {0} stays in the case; its number is not used again.</translation>
    </message>
    <message>
        <source>作废</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>已作废。</source>
        <translation>Voided.</translation>
    </message>
    <message>
        <source>{0} 已经送达；撤回后应另行告知受送达人。</source>
        <translation>{0} was served; tell the recipient of the withdrawal.</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>已撤回。</source>
        <translation>Withdrawn.</translation>
    </message>
    <message>
        <source>已记录交付。</source>
        <translation>The copy is on record.</translation>
    </message>
    <message>
        <source>已记录送达。</source>
        <translation>The service is on record.</translation>
    </message>
    <message>
        <source>空白表</source>
        <translation>Blank</translation>
    </message>
    <message>
        <source>。举报人身份密存于本机，案卷和同步中只有隐去身份的文本；在案卷页查看或转交</source>
        <translation>. Who reported is sealed on this device; the case and every sync hold a text without it. View it or hand it on from the case's page</translation>
    </message>
</context>
<context>
    <name>FairPage</name>
    <message>
        <location filename="../../ui/pages/fair.py" line="59"/>
        <source>输入或扫描展位号、企业名、展品名</source>
        <translation>Type or scan a stand, a company or an exhibit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="60"/>
        <source>查找展位</source>
        <translation>Find a stand</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="67"/>
        <source>展位</source>
        <translation>Stand</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="68"/>
        <source>参展企业</source>
        <translation>Exhibitor</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="69"/>
        <source>状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="70"/>
        <source>线索</source>
        <translation>Findings</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="71"/>
        <source>案卷</source>
        <translation>Case</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="74"/>
        <source>展位列表</source>
        <translation>List of stands</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="106"/>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="107"/>
        <source>待查</source>
        <translation>To do</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="108"/>
        <source>待核实</source>
        <translation>To verify</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="109"/>
        <source>存疑</source>
        <translation>Suspected</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="110"/>
        <source>已查</source>
        <translation>Done</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="138"/>
        <source>没有符合条件的展位。</source>
        <translation>No stand matches.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="145"/>
        <source>展馆</source>
        <translation>Hall</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="146"/>
        <source>统一社会信用代码</source>
        <translation>Social credit code</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="147"/>
        <source>住所</source>
        <translation>Address</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="148"/>
        <source>负责人</source>
        <translation>Person in charge</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="149"/>
        <source>电话</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="154"/>
        <source>申报展品</source>
        <translation>Declared exhibits</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="158"/>
        <source>继续检查</source>
        <translation>Go on with the inspection</translation>
    </message>
    <message>
        <location filename="../../ui/pages/fair.py" line="158"/>
        <source>开始检查</source>
        <translation>Begin the inspection</translation>
    </message>
    <message>
        <source>投诉</source>
        <translation>Compl.</translation>
    </message>
    <message>
        <source>安全</source>
        <translation>Safe</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="103"/>
        <source>第 {0} 类</source>
        <translation>Class {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="109"/>
        <source>类别</source>
        <translation>Class</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="110"/>
        <source>状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="111"/>
        <source>权利种类</source>
        <translation>Kind of right</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="112"/>
        <source>受理局</source>
        <translation>Office</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="115"/>
        <source>全部类别</source>
        <translation>All classes</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="116"/>
        <source>全部状态</source>
        <translation>Any status</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="117"/>
        <source>全部种类</source>
        <translation>All kinds</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="118"/>
        <source>全部受理局</source>
        <translation>All offices</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="123"/>
        <source>类似群</source>
        <translation>Similar groups</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="123"/>
        <source>例如 2501 2802</source>
        <translation>e.g. 2501 2802</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="124"/>
        <source>权利人含有</source>
        <translation>Holder contains</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="124"/>
        <source>名称的一部分</source>
        <translation>part of the name</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="128"/>
        <source>申请日</source>
        <translation>Filed</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="129"/>
        <source>自</source>
        <translation>from</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="129"/>
        <source>申请日，自</source>
        <translation>Filed from</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="130"/>
        <source>至</source>
        <translation>to</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="130"/>
        <source>申请日，至</source>
        <translation>Filed to</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="135"/>
        <source>清除筛选</source>
        <translation>Clear filters</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/filters.py" line="132"/>
        <source>可以只写年份，例如 2020；也可以写 2020-5 或 2020-5-1</source>
        <translation>A year such as 2020 will do; also 2020-5 or 2020-5-1</translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <location filename="../../ui/pages/findings_panel.py" line="37"/>
        <source>有许可</source>
        <translation>Licence shown</translation>
    </message>
    <message>
        <location filename="../../ui/pages/findings_panel.py" line="38"/>
        <source>与权利相符</source>
        <translation>Matches the right</translation>
    </message>
    <message>
        <location filename="../../ui/pages/findings_panel.py" line="39"/>
        <source>终止前流通</source>
        <translation>Sold before the end</translation>
    </message>
    <message>
        <location filename="../../ui/pages/findings_panel.py" line="51"/>
        <source>扫描后，这里显示比对线索。</source>
        <translation>Findings appear here after a scan.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/findings_panel.py" line="68"/>
        <source>✓ 是</source>
        <translation>✓ yes</translation>
    </message>
    <message>
        <location filename="../../ui/pages/findings_panel.py" line="68"/>
        <source>✗ 否</source>
        <translation>✗ no</translation>
    </message>
</context>
<context>
    <name>HolderStrip</name>
    <message>
        <location filename="../../ui/pages/register/search.py" line="41"/>
        <source>权利人</source>
        <translation>Holder</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/search.py" line="41"/>
        <source>↑↓ 选择&#x3000;回车打开&#x3000;Esc 清空</source>
        <translation>↑↓ choose   Enter opens   Esc clears</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/search.py" line="50"/>
        <source>权利人：{0}&#x3000;共 {1} 件</source>
        <translation>Holder: {0}   {1} rights</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/search.py" line="52"/>
        <source>返回查询结果</source>
        <translation>Back to results</translation>
    </message>
</context>
<context>
    <name>ImportPanel</name>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="76"/>
        <source>选择文件…</source>
        <translation>Choose files…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="77"/>
        <source>选择登记包…</source>
        <translation>Choose a pack…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="80"/>
        <source>摘录名称</source>
        <translation>Extract</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="80"/>
        <source>摘录名称，例如：商标摘录（第 28 类）</source>
        <translation>Name of the extract, e.g. Trademarks, class 28</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="81"/>
        <source>数据日期</source>
        <translation>Data as of</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="81"/>
        <source>数据日期，例如 2026-05-01</source>
        <translation>Day of the data, e.g. 2026-05-01</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="86"/>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="90"/>
        <source>导入并启用</source>
        <translation>Import and use</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="91"/>
        <source>取消导入</source>
        <translation>Cancel import</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="97"/>
        <source>现用：{0}</source>
        <translation>In use: {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="119"/>
        <source>数据日期请写作 2026-05-01。</source>
        <translation>Write the day of the data as 2026-05-01.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="134"/>
        <source>正在取消…</source>
        <translation>Cancelling…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="187"/>
        <source>登记包已核验并启用。</source>
        <translation>The pack was checked and is in use.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="219"/>
        <source>导入登记文件</source>
        <translation>Import register files</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="226"/>
        <source>登记包所在的文件夹</source>
        <translation>Folder of the register pack</translation>
    </message>
</context>
<context>
    <name>LineDetail</name>
    <message>
        <location filename="../../ui/pages/register/screened.py" line="52"/>
        <source>开展前先看一遍</source>
        <translation>Look ahead before the halls open</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/screened.py" line="54"/>
        <source>把申报的展品逐一与登记库比对，按先后列出值得先看的展位，并逐条说明理由。</source>
        <translation>Each declared exhibit is compared with the register; stands worth looking at come first, with the reasons.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/screened.py" line="55"/>
        <source>可随时暂停，之后从原处继续；期间其他页面照常使用。</source>
        <translation>Pause at any time and go on later; the other pages stay usable meanwhile.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/screened.py" line="56"/>
        <source>先后次序只看文字、类别和登记状态；是否许可、是否混淆由执法人员判断。</source>
        <translation>The order rests on text, class and status alone; licences and confusion are for the officers to judge.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/screened.py" line="92"/>
        <source>参展商自己的</source>
        <translation>the exhibitor&apos;s own</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/screened.py" line="96"/>
        <source>查看登记记录</source>
        <translation>Show register record</translation>
    </message>
</context>
<context>
    <name>LivePanel</name>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="54"/>
        <source>画面来源</source>
        <translation>Picture source</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="58"/>
        <location filename="../../ui/pages/reading/live_panel.py" line="208"/>
        <source>打开摄像头</source>
        <translation>Open the camera</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="59"/>
        <location filename="../../ui/pages/reading/live_panel.py" line="211"/>
        <source>定住</source>
        <translation>Hold</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="62"/>
        <source>画面调暗</source>
        <translation>Make the picture darker</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="63"/>
        <source>画面调亮</source>
        <translation>Make the picture brighter</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="101"/>
        <source>正在打开……</source>
        <translation>Opening …</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="126"/>
        <source>已定住，正在细读</source>
        <translation>Held; reading closely</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="135"/>
        <source>已定住</source>
        <translation>Held</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="135"/>
        <source>已定住，没有读到条码</source>
        <translation>Held; no code was read</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="146"/>
        <source>打开摄像头，或把照片拖到这里，或直接用扫码枪扫描</source>
        <translation>Open the camera, drop a photo here, or just scan with a hand scanner</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="152"/>
        <source>摄像头 {0}</source>
        <translation>Camera {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="154"/>
        <source>没有摄像头</source>
        <translation>No camera</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="155"/>
        <location filename="../../ui/pages/reading/live_panel.py" line="168"/>
        <source>视频文件…</source>
        <translation>Video file …</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="156"/>
        <location filename="../../ui/pages/reading/live_panel.py" line="172"/>
        <source>照片文件夹…</source>
        <translation>Folder of photos …</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="176"/>
        <source>没有找到摄像头；插上后再试，也可以拖入照片。</source>
        <translation>No camera was found; plug one in and try again, or drop a photo here.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="193"/>
        <source>这个画面来源不能调节明暗；请补光或换个角度。</source>
        <translation>The brightness of this source cannot be set; add light or change the angle.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="198"/>
        <source>画面中断。接好后会自动恢复。</source>
        <translation>The picture is gone. It comes back by itself once it is plugged in.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="200"/>
        <source>没有画面：摄像头未接好，或被其他程序占用；接好后会自动恢复，也可以拖入照片。</source>
        <translation>No picture: the camera is unplugged or another program uses it. It comes back by itself; photos can be dropped here.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="204"/>
        <source>画面已就绪。点一下画面可以定住细读。</source>
        <translation>The picture is there. Tap it to hold it and have it read closely.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="208"/>
        <source>关闭摄像头</source>
        <translation>Close the camera</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/live_panel.py" line="211"/>
        <source>放开</source>
        <translation>Let go</translation>
    </message>
</context>
<context>
    <name>MappingPanel</name>
    <message>
        <location filename="../../ui/pages/register/mapping.py" line="101"/>
        <location filename="../../ui/pages/register/mapping.py" line="146"/>
        <source>前几行</source>
        <translation>First rows</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/mapping.py" line="110"/>
        <source>{0}：各列是什么</source>
        <translation>{0}: what each column is</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/mapping.py" line="134"/>
        <source>（没有）</source>
        <translation>(none)</translation>
    </message>
</context>
<context>
    <name>PhotoDialog</name>
    <message>
        <location filename="../../ui/pages/photo_dialog.py" line="63"/>
        <location filename="../../ui/pages/photo_dialog.py" line="67"/>
        <source>照片</source>
        <translation>Photos</translation>
    </message>
    <message>
        <location filename="../../ui/pages/photo_dialog.py" line="69"/>
        <source>说明，例如：遮挡旁人</source>
        <translation>Reason, for example: bystander hidden</translation>
    </message>
    <message>
        <location filename="../../ui/pages/photo_dialog.py" line="70"/>
        <source>说明</source>
        <translation>Reason</translation>
    </message>
    <message>
        <location filename="../../ui/pages/photo_dialog.py" line="73"/>
        <source>在照片上拖动框选区域。原图不变；处理结果另存，并注明来源和操作。</source>
        <translation>Drag areas on the photo. The original stays; the result is kept as a picture that names its source and operation.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/photo_dialog.py" line="79"/>
        <source>遮挡人脸</source>
        <translation>Blur faces</translation>
    </message>
    <message>
        <location filename="../../ui/pages/photo_dialog.py" line="80"/>
        <source>标注</source>
        <translation>Frame</translation>
    </message>
    <message>
        <location filename="../../ui/pages/photo_dialog.py" line="81"/>
        <source>裁剪</source>
        <translation>Crop</translation>
    </message>
    <message>
        <location filename="../../ui/pages/photo_dialog.py" line="82"/>
        <source>清除框选</source>
        <translation>Clear areas</translation>
    </message>
    <message>
        <location filename="../../ui/pages/photo_dialog.py" line="83"/>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>说明，例如：遮挡旁人；另存原件时写明用途</source>
        <translation>Why, e.g. hide a bystander; when saving the original: what it is for</translation>
    </message>
    <message>
        <source>另存原件…</source>
        <translation>Save original…</translation>
    </message>
    <message>
        <source>另存原件</source>
        <translation>Save original</translation>
    </message>
</context>
<context>
    <name>ReadsPanel</name>
    <message>
        <location filename="../../ui/pages/reading/reads_panel.py" line="81"/>
        <source>读到的条码和它说明的内容显示在这里。</source>
        <translation>What is read, and what it says, is shown here.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/reads_panel.py" line="117"/>
        <source>与实物一致，记录 F6</source>
        <translation>As on the goods: record F6</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/reads_panel.py" line="118"/>
        <source>不一致 F7</source>
        <translation>Not so F7</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/reads_panel.py" line="138"/>
        <source>照片中的这一处，请与读出的内容对照</source>
        <translation>The place in the photo, to be compared with what was read</translation>
    </message>
</context>
<context>
    <name>RecordDialog</name>
    <message>
        <location filename="../../ui/pages/register/record.py" line="82"/>
        <source>登记记录</source>
        <translation>Register record</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="96"/>
        <source>与展品标志比对…</source>
        <translation>Compare with an exhibit…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="97"/>
        <source>复制号码</source>
        <translation>Copy number</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="98"/>
        <source>关闭 Esc</source>
        <translation>Close  Esc</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="113"/>
        <source>（无文字，图形标志）</source>
        <translation>(no text: a device mark)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="153"/>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="161"/>
        <source>图样</source>
        <translation>Picture</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="164"/>
        <source>图样 {0}</source>
        <translation>Picture {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="168"/>
        <source>同族（号码相连）</source>
        <translation>Same family (linked numbers)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="169"/>
        <source>同一文字的其他权利</source>
        <translation>Other rights to the same text</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="185"/>
        <source>还有 {0} 件</source>
        <translation>and {0} more</translation>
    </message>
</context>
<context>
    <name>RegisterPage</name>
    <message>
        <location filename="../../ui/pages/register/page.py" line="22"/>
        <source>查询</source>
        <translation>Look up</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/page.py" line="23"/>
        <source>批量比对</source>
        <translation>Screen a fair</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/page.py" line="24"/>
        <source>导入登记数据</source>
        <translation>Import register data</translation>
    </message>
</context>
<context>
    <name>RejectsPanel</name>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="117"/>
        <source>记录</source>
        <translation>Record</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="118"/>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="119"/>
        <source>内容</source>
        <translation>Content</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="122"/>
        <location filename="../../ui/pages/register/intake.py" line="148"/>
        <source>未采用的记录</source>
        <translation>Rejected records</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="128"/>
        <source>把未采用的记录存为 CSV…</source>
        <translation>Save rejected records as CSV…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="137"/>
        <source>未采用的记录：共 {0} 条，列出前 {1} 条</source>
        <translation>Rejected records: {0} in all, the first {1} listed</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="144"/>
        <source>已保存 {0}。</source>
        <translation>Saved {0}.</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <location filename="../../ui/pages/review.py" line="38"/>
        <source>展位</source>
        <translation>Stand</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="39"/>
        <source>参展企业</source>
        <translation>Exhibitor</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="41"/>
        <source>状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="43"/>
        <source>提交时间</source>
        <translation>Submitted</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="47"/>
        <source>待审案卷</source>
        <translation>Cases to review</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="69"/>
        <source>审核意见；退回时每行一条须更正之处</source>
        <translation>Comment; to send back, one point to correct on each line</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="70"/>
        <source>审核意见</source>
        <translation>Comment</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="76"/>
        <source>退回 Ctrl+R</source>
        <translation>Send back Ctrl+R</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="77"/>
        <source>仅留言</source>
        <translation>Comment only</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="78"/>
        <source>通过 Ctrl+Enter</source>
        <translation>Approve Ctrl+Enter</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="87"/>
        <source>待审 {0} 件，其中存疑 {1} 件</source>
        <translation>{0} to review, {1} of them suspected</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="106"/>
        <source>没有待审的案卷。</source>
        <translation>No case waits for review.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="112"/>
        <source>展品 {0} 件，照片 {1} 张，文书 {2} 份</source>
        <translation>Exhibits {0}, photos {1}, documents {2}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="135"/>
        <source>已通过。</source>
        <translation>Approved.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="135"/>
        <source>已退回。</source>
        <translation>Sent back.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/review.py" line="147"/>
        <source>已留言。</source>
        <translation>Comment added.</translation>
    </message>
    <message>
        <source>冲突</source>
        <translation>Conflicts</translation>
    </message>
</context>
<context>
    <name>RunPanel</name>
    <message>
        <location filename="../../ui/pages/register/running.py" line="40"/>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/running.py" line="43"/>
        <source>比对本届申报展品</source>
        <translation>Screen the fair&apos;s declared exhibits</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/running.py" line="44"/>
        <source>比对展品清单…</source>
        <translation>Screen a list…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/running.py" line="45"/>
        <source>暂停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/running.py" line="71"/>
        <source>正在准备…</source>
        <translation>Preparing…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/running.py" line="78"/>
        <source>已全部比对。先后次序只用于安排检查，不是结论。</source>
        <translation>All screened. The order is for planning the walk; it is no finding.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/running.py" line="80"/>
        <source>已暂停；再次开始时从这里继续。</source>
        <translation>Paused; starting again goes on from here.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/running.py" line="108"/>
        <source>展品清单</source>
        <translation>List of exhibits</translation>
    </message>
</context>
<context>
    <name>ScanPage</name>
    <message>
        <location filename="../../ui/pages/scan.py" line="41"/>
        <source>展品</source>
        <translation>Exhibit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="44"/>
        <source>返回案卷 Esc</source>
        <translation>Back to the case Esc</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="74"/>
        <source>拍照并识别 F2</source>
        <translation>Photograph and read F2</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="77"/>
        <source>扫码枪…</source>
        <translation>Hand scanner …</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="82"/>
        <source>照标签原样输入文字，例如：中国发明专利 ZL201310699744.2&#x3000;云朵猫®</source>
        <translation>Type the label as printed, for example: 中国发明专利 ZL201310699744.2  CLOUD®</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="84"/>
        <source>标签文字</source>
        <translation>Text of the label</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="88"/>
        <source>记录标签并比对 F3</source>
        <translation>Record label and check F3</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="149"/>
        <source>这个文件夹里没有照片（JPEG、PNG、WebP）。</source>
        <translation>There are no photos (JPEG, PNG, WebP) in this folder.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="200"/>
        <source>读照片时出现意外错误，已保存的记录不受影响：{0}</source>
        <translation>An unexpected error while reading a photo; what is recorded is safe: {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="75"/>
        <source>照片…</source>
        <translation>Photos …</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="76"/>
        <location filename="../../ui/pages/scan.py" line="188"/>
        <source>文件夹…</source>
        <translation>Folder …</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="183"/>
        <source>选择照片</source>
        <translation>Choose photos</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="196"/>
        <source>无法读取 {0}。</source>
        <translation>{0} cannot be read.</translation>
    </message>
</context>
<context>
    <name>Scanner</name>
    <message>
        <location filename="../../ui/scanner.py" line="171"/>
        <source>扫码枪一次发来的内容超过 {0} 个字符，没有采用；请检查扫码枪的设置。</source>
        <translation>The scanner sent more than {0} characters at once; they were not taken. Check the scanner&apos;s settings.</translation>
    </message>
</context>
<context>
    <name>ScannerDialog</name>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="26"/>
        <source>扫码枪</source>
        <translation>Hand scanner</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="30"/>
        <source>扫码枪插上就能用。若漏字、错字或分不清码制，请打印设置单，按单核对，再在这里试扫。</source>
        <translation>A hand scanner works as it is plugged in. Where characters are lost or wrong, or kinds of code are mixed up, print the set-up sheet, check the settings by it, and try them here.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="36"/>
        <source>自动（回车、Tab 或停顿）</source>
        <translation>Automatic (Enter, Tab or a pause)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="36"/>
        <source>回车</source>
        <translation>Enter</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="37"/>
        <source>没有后缀</source>
        <translation>No suffix</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="39"/>
        <source>后缀</source>
        <translation>Suffix</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="40"/>
        <source>没有前缀</source>
        <translation>No prefix</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="41"/>
        <source>前缀键</source>
        <translation>Prefix key</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="45"/>
        <source>{0}（未接上）</source>
        <translation>{0} (not plugged in)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="46"/>
        <source>串口</source>
        <translation>Serial port</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="46"/>
        <source>不用串口</source>
        <translation>No serial port</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="47"/>
        <source>波特率</source>
        <translation>Baud rate</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="50"/>
        <source>请扫一个条码。</source>
        <translation>Scan a code.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="54"/>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="106"/>
        <source>设置单（PDF）…</source>
        <translation>Set-up sheet (PDF) …</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="54"/>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="65"/>
        <source>收到。用设置单上的试码可以检查设置。</source>
        <translation>Received. The test codes of the set-up sheet check the settings.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="69"/>
        <source>这一项设置正确。</source>
        <translation>This setting is right.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="118"/>
        <source>无法写入 {0}。</source>
        <translation>{0} cannot be written.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/scanner_dialog.py" line="120"/>
        <source>设置单已保存：{0}</source>
        <translation>The set-up sheet is saved: {0}</translation>
    </message>
</context>
<context>
    <name>ScreeningPanel</name>
    <message>
        <location filename="../../ui/pages/register/screening.py" line="63"/>
        <source>展位</source>
        <translation>Stand</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/screening.py" line="64"/>
        <source>展品与参展企业</source>
        <translation>Exhibit and exhibitor</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/screening.py" line="66"/>
        <source>先后</source>
        <translation>When</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/screening.py" line="77"/>
        <source>已比对的清单</source>
        <translation>Screened lists</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/screening.py" line="79"/>
        <source>删除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/screening.py" line="83"/>
        <source>展位号、企业或展品</source>
        <translation>Stand, company or exhibit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/screening.py" line="84"/>
        <source>在清单中查找</source>
        <translation>Find in the list</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/screening.py" line="91"/>
        <source>展品，应先看的在前</source>
        <translation>Exhibits, first what to look at first</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/screening.py" line="129"/>
        <source>全部</source>
        <translation>All</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <location filename="../../ui/pages/register/search.py" line="86"/>
        <source>查询结果</source>
        <translation>Results</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/search.py" line="101"/>
        <source>号码（任何写法）、商标文字、拼音或权利人；也可以直接扫码</source>
        <translation>Number in any spelling, mark, pinyin or holder; or just scan</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/search.py" line="102"/>
        <source>查询登记</source>
        <translation>Look up the register</translation>
    </message>
</context>
<context>
    <name>SerialScanner</name>
    <message>
        <location filename="../../ui/serial_scanner.py" line="107"/>
        <source>扫码枪的串口 {0} 没有接上；接好后会自动恢复。</source>
        <translation>The scanner&apos;s serial port {0} is not there; it comes back by itself once it is plugged in.</translation>
    </message>
    <message>
        <location filename="../../ui/serial_scanner.py" line="125"/>
        <source>串口 {0} 发来的内容不是文字，没有采用；请检查波特率。</source>
        <translation>What came from the serial port {0} is no text and was not taken; check the baud rate.</translation>
    </message>
</context>
<context>
    <name>SignDialog</name>
    <message>
        <location filename="../../ui/pages/document.py" line="35"/>
        <source>签名</source>
        <translation>Signatures</translation>
    </message>
    <message>
        <location filename="../../ui/pages/document.py" line="43"/>
        <source>重签</source>
        <translation>Sign again</translation>
    </message>
    <message>
        <location filename="../../ui/pages/document.py" line="46"/>
        <source>出具文书</source>
        <translation>Issue document</translation>
    </message>
    <message>
        <location filename="../../ui/pages/document.py" line="47"/>
        <source>返回修改</source>
        <translation>Back to editing</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>{0}：姓名</source>
        <translation>{0}: name</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>撤一笔</source>
        <translation>Undo stroke</translation>
    </message>
    <message>
        <source>未签名…</source>
        <translation>Not signed…</translation>
    </message>
    <message>
        <source>指印照片…</source>
        <translation>Fingerprint…</translation>
    </message>
    <message>
        <source>指印照片</source>
        <translation>Photo of the fingerprint</translation>
    </message>
    <message>
        <source>未签名：{0}</source>
        <translation>Not signed: {0}</translation>
    </message>
    <message>
        <source>已取指印照片。</source>
        <translation>The fingerprint was taken.</translation>
    </message>
    <message>
        <source>第 {0}/{1} 页　</source>
        <translation>Page {0}/{1}  </translation>
    </message>
    <message>
        <source>还有 {0} 处未签，可在纸上签</source>
        <translation>{0} places unsigned; they can be signed on paper</translation>
    </message>
    <message>
        <source>全部签好。</source>
        <translation>All signed.</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <location filename="../../ui/pages/sign_in.py" line="37"/>
        <source>上岗登录</source>
        <translation>Sign in for duty</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sign_in.py" line="38"/>
        <source>现场检查须由两名持有效执法证的人员共同进行。</source>
        <translation>An inspection takes two officers with valid certificates.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sign_in.py" line="39"/>
        <source>执法人员</source>
        <translation>Inspectors</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sign_in.py" line="40"/>
        <source>审核人员</source>
        <translation>Supervisors</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sign_in.py" line="43"/>
        <location filename="../../ui/pages/sign_in.py" line="46"/>
        <source>第一名人员</source>
        <translation>First officer</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sign_in.py" line="44"/>
        <location filename="../../ui/pages/sign_in.py" line="45"/>
        <source>第二名人员</source>
        <translation>Second officer</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sign_in.py" line="50"/>
        <source>上岗，开始工作</source>
        <translation>Go on duty</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sign_in.py" line="51"/>
        <source>离岗</source>
        <translation>Off duty</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sign_in.py" line="104"/>
        <source>已离岗。</source>
        <translation>You are off duty.</translation>
    </message>
    <message>
        <source>去同步</source>
        <translation>Go and sync</translation>
    </message>
    <message>
        <source>本机的日志退回过较早的状态</source>
        <translation>The log of this device went back to an earlier state</translation>
    </message>
    <message>
        <source>上岗 {0} 小时内有效；本机有其证书的人员上岗时，以本人密钥签名授权本机代为记录。</source>
        <translation>Signing in holds for {0} hours. Officers who have a certificate on this device sign with their own key that it records for them.</translation>
    </message>
    <message>
        <source>第一名人员的 PIN</source>
        <translation>PIN of the first officer</translation>
    </message>
    <message>
        <source>第二名人员的 PIN</source>
        <translation>PIN of the second officer</translation>
    </message>
    <message>
        <source>PIN…</source>
        <translation>PIN…</translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <location filename="../../ui/signature.py" line="29"/>
        <source>签名区</source>
        <translation>Signature</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="30"/>
        <source>设备</source>
        <translation>Device</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="31"/>
        <source>对方已确认</source>
        <translation>Confirmed by it</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="31"/>
        <source>{0} 条记录</source>
        <translation>{0} entries</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="32"/>
        <source>待交换</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="33"/>
        <source>最近消息</source>
        <translation>Last heard</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="33"/>
        <source>尚无</source>
        <translation>Nothing yet</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="37"/>
        <source>离线交换</source>
        <translation>Exchange without a network</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="39"/>
        <source>把记录和照片加密写入U盘或共享文件夹，由对方读入。写完会读回校验；随时拔出不会损坏已有数据。</source>
        <translation>Entries and photos are sealed into a file on a stick or share and read by the other side. What was written is read back; the stick may be pulled at any moment.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="42"/>
        <source>设备列表</source>
        <translation>List of devices</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="47"/>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="49"/>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="58"/>
        <source>写出同步包…</source>
        <translation>Write a bundle…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="59"/>
        <source>读入同步包或展会包…</source>
        <translation>Read a bundle or fair pack…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="86"/>
        <source>{0} 条记录，{1} 个文件</source>
        <translation>{0} entries, {1} files</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="89"/>
        <source>写出同步包</source>
        <translation>Write a bundle</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="94"/>
        <source>读入同步包</source>
        <translation>Read a bundle</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="100"/>
        <source>已写出并读回校验：{0} 条记录，{1} 个文件。摘要 {2}</source>
        <translation>Written and read back: {0} entries, {1} files. Digest {2}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="107"/>
        <source>新记录 {0} 条，已有 {1} 条，新文件 {2} 个</source>
        <translation>{0} new entries, {1} known, {2} new files</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="112"/>
        <source>暂存待核 {0} 条，拒绝 {1} 条</source>
        <translation>{0} set aside, {1} refused</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="114"/>
        <source>尚缺文件 {0} 个，下次交换时补齐</source>
        <translation>{0} files still missing; the next exchange brings them</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="117"/>
        <source>登记摘录已更新：{0} 条（{1}）</source>
        <translation>Register updated: {0} rights ({1})</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/page.py" line="120"/>
        <source>已全部读入并核验。</source>
        <translation>All of it was read and verified.</translation>
    </message>
    <message>
        <source>同步中心</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>U盘与其他设备</source>
        <translation>Sticks and devices</translation>
    </message>
    <message>
        <source>待核与分叉</source>
        <translation>Waiting aside</translation>
    </message>
    <message>
        <source>黑匣子</source>
        <translation>Black box</translation>
    </message>
    <message>
        <source>日终核对</source>
        <translation>Closing the day</translation>
    </message>
    <message>
        <source>局域网</source>
        <translation>LAN</translation>
    </message>
</context>
<context>
    <name>BundlePanel</name>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="30"/>
        <source>设备</source>
        <translation>Device</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="31"/>
        <source>对方已确认</source>
        <translation>Confirmed by it</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="31"/>
        <source>{0} 条记录</source>
        <translation>{0} entries</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="32"/>
        <source>待交换</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="33"/>
        <source>最近消息</source>
        <translation>Last heard</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="33"/>
        <source>尚无</source>
        <translation>Nothing yet</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="37"/>
        <source>离线交换</source>
        <translation>Exchange without a network</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="39"/>
        <source>把记录和照片加密写入U盘或共享文件夹，由对方读入。写完会读回校验；随时拔出不会损坏已有数据。</source>
        <translation>Entries and photos are sealed into a file on a stick or share and read by the other side. What was written is read back; the stick may be pulled at any moment.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="42"/>
        <source>设备列表</source>
        <translation>List of devices</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="47"/>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="49"/>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="58"/>
        <source>写出同步包…</source>
        <translation>Write a bundle…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="59"/>
        <source>读入同步包或展会包…</source>
        <translation>Read a bundle or fair pack…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="86"/>
        <source>{0} 条记录，{1} 个文件</source>
        <translation>{0} entries, {1} files</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="89"/>
        <source>写出同步包</source>
        <translation>Write a bundle</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="94"/>
        <source>读入同步包</source>
        <translation>Read a bundle</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="100"/>
        <source>已写出并读回校验：{0} 条记录，{1} 个文件。摘要 {2}</source>
        <translation>Written and read back: {0} entries, {1} files. Digest {2}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="107"/>
        <source>新记录 {0} 条，已有 {1} 条，新文件 {2} 个</source>
        <translation>{0} new entries, {1} known, {2} new files</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="112"/>
        <source>暂存待核 {0} 条，拒绝 {1} 条</source>
        <translation>{0} set aside, {1} refused</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="114"/>
        <source>尚缺文件 {0} 个，下次交换时补齐</source>
        <translation>{0} files still missing; the next exchange brings them</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="117"/>
        <source>登记摘录已更新：{0} 条（{1}）</source>
        <translation>Register updated: {0} rights ({1})</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync/bundles.py" line="120"/>
        <source>已全部读入并核验。</source>
        <translation>All of it was read and verified.</translation>
    </message>
    <message>
        <source>同步中心</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>U盘与其他设备</source>
        <translation>Sticks and devices</translation>
    </message>
    <message>
        <source>待核与分叉</source>
        <translation>Waiting aside</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <location filename="../../ui/window.py" line="114"/>
        <source>护航 · 展会知识产权执法</source>
        <translation>Huhang · IP enforcement at fairs</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="175"/>
        <source>护航</source>
        <translation>Huhang</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="197"/>
        <source>登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="198"/>
        <source>展位</source>
        <translation>Stand</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="199"/>
        <source>案卷</source>
        <translation>Case</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="200"/>
        <source>扫描</source>
        <translation>Scan</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="201"/>
        <source>文书</source>
        <translation>Document</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="202"/>
        <source>审核</source>
        <translation>Review</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="203"/>
        <source>登记库</source>
        <translation>Register</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="204"/>
        <source>交换</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="205"/>
        <source>关于</source>
        <translation>About</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="220"/>
        <source>离线可用</source>
        <translation>Works offline</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="227"/>
        <source>English</source>
        <translation>中文</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="230"/>
        <source>明暗</source>
        <translation>Light or dark</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="247"/>
        <source>尚未载入展会包</source>
        <translation>No fair pack loaded</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="249"/>
        <source>{0} 条待交换</source>
        <translation>{0} to exchange</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="250"/>
        <source>未上岗</source>
        <translation>Nobody on duty</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="258"/>
        <source>程序出现意外错误，已保存的记录不受影响：{0}</source>
        <translation>An unexpected error; what was recorded is not affected: {0}</translation>
    </message>
    <message>
        <source>格式</source>
        <translation>Forms</translation>
    </message>
    <message>
        <source>投诉</source>
        <translation>Complaint</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>核验</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>中心</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>锁定时停下了正在进行的工作（{0}）；已完成的部分保留，请在该页再次开始。</source>
        <translation>Locking stopped the work under way ({0}); what was done is kept. Start it again on that page.</translation>
    </message>
    <message>
        <source>锁定时对话框开着，请重新打开；其中已输入的内容：</source>
        <translation>Dialogs were open when the windows were locked; open them again. What was typed there:</translation>
    </message>
    <message>
        <source>{0}，{1}：{2}</source>
        <translation>{0}, {1}: {2}</translation>
    </message>
    <message>
        <source>已解锁，回到锁定时的页面；已输入的内容都在。</source>
        <translation>Unlocked; this is the page that was open, with all that was typed.</translation>
    </message>
</context>
<context>
    <name>reading</name>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="20"/>
        <source>已记录</source>
        <translation>Recorded</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="21"/>
        <source>已记录过</source>
        <translation>Recorded before</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="22"/>
        <location filename="../../ui/pages/reading/words.py" line="36"/>
        <source>待确认</source>
        <translation>To be confirmed</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="23"/>
        <source>已否定</source>
        <translation>Refused</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="24"/>
        <source>记录中</source>
        <translation>Recording</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="32"/>
        <source>已存入</source>
        <translation>Kept</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="34"/>
        <source>等待</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="35"/>
        <source>读不了</source>
        <translation>Unreadable</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="37"/>
        <source>读到内容</source>
        <translation>Something read</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="38"/>
        <source>没读到内容</source>
        <translation>Nothing read</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="46"/>
        <source>照片文字</source>
        <translation>text in a photo</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="47"/>
        <source>扫码枪</source>
        <translation>Hand scanner</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="58"/>
        <source>厂商在中国物品编码中心（GS1 China）登记，不说明产地</source>
        <translation>its company is registered with GS1 China, which tells no place of origin</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="60"/>
        <source>商品条码 GTIN {0}</source>
        <translation>GTIN {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="61"/>
        <source>箱码，包装级别 {0}</source>
        <translation>a carton, packaging level {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="62"/>
        <source>变量商品（重量或数量不定）</source>
        <translation>an article of varying measure</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="63"/>
        <source>登记机构 {0}，不说明产地</source>
        <translation>registered with {0}, which tells no place of origin</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="64"/>
        <source>厂商识别代码 {0}</source>
        <translation>company prefix {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="65"/>
        <source>店内码（{0}），由商店自编，不代表厂商</source>
        <translation>an in-store code ({0}), given by a shop and not by a maker</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="66"/>
        <source>优惠券或退款凭证（{0}）</source>
        <translation>a coupon or refund slip ({0})</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="67"/>
        <source>图书 ISBN {0}</source>
        <translation>a book, ISBN {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="68"/>
        <source>ISBN-10 {0}</source>
        <translation>ISBN-10 {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="69"/>
        <source>乐谱 ISMN {0}</source>
        <translation>printed music, ISMN {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="70"/>
        <source>期刊 ISSN {0}</source>
        <translation>a serial, ISSN {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="71"/>
        <source>链接，程序不会打开。主机：{0}</source>
        <translation>a link that the program does not open; host {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="72"/>
        <source>链接写法异常，可能冒充其他网站</source>
        <translation>the link is written oddly and may pose as another site</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="73"/>
        <source>含 {0} 个看不见的字符，已标出</source>
        <translation>holds {0} characters that cannot be seen; they are marked</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="74"/>
        <source>以“{0}”开头，表格软件会当作公式；这里只当文字</source>
        <translation>begins with &quot;{0}&quot;, which spreadsheets take for a formula; here it is text only</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="81"/>
        <source>编码可以照抄：它不说明产地、真伪和权利状况。</source>
        <translation>Codes can be copied: they tell neither origin, nor genuineness, nor rights.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="87"/>
        <source>专利标注</source>
        <translation>patent marking</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="88"/>
        <source>商标标注</source>
        <translation>trademark marking</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="89"/>
        <source>著作权标注</source>
        <translation>copyright marking</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="90"/>
        <source>地理标志标注</source>
        <translation>GI marking</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="91"/>
        <source>奥林匹克标志标注</source>
        <translation>Olympic sign</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="92"/>
        <source>特殊标志标注</source>
        <translation>special sign</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="95"/>
        <source>两次识读一致，校验位相符</source>
        <translation>two readings agree, and the check character fits</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="97"/>
        <source>请核对，最弱的字有 {0} % 把握</source>
        <translation>compare it; the weakest character is {0} % certain</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="110"/>
        <source>没有 AIM 码制标识：请按设置单第三项打开</source>
        <translation>No AIM identifier: switch it on, item 3 of the sheet</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="111"/>
        <source>大小写不对：请关闭大小写锁定，或按第五项设置</source>
        <translation>Wrong case: switch Caps Lock off, or see item 5</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="112"/>
        <source>字母丢失，多半被输入法吃掉：请用串口，或按第六项设前缀</source>
        <translation>Letters are lost, most likely to an input method: use a serial port, or a prefix as in item 6</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="113"/>
        <source>GS 分隔符丢失：请按第四项打开控制字符</source>
        <translation>The GS separator is lost: switch control characters on, item 4</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="114"/>
        <source>GS 被换成了别的字符：请按第四项改为 Ctrl+] 或 Alt+029</source>
        <translation>GS came as other characters: change it to Ctrl+] or Alt+029, item 4</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="115"/>
        <source>汉字不对：键盘方式送不出汉字，请用串口</source>
        <translation>Wrong characters: a keyboard cannot send Chinese; use a serial port</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="122"/>
        <source>物流单元</source>
        <translation>logistic unit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="123"/>
        <source>商品</source>
        <translation>article</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="124"/>
        <source>内装商品</source>
        <translation>content</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="125"/>
        <source>批号</source>
        <translation>batch</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="126"/>
        <source>生产日期</source>
        <translation>production date</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="127"/>
        <source>包装日期</source>
        <translation>packaging date</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="128"/>
        <source>最佳使用至</source>
        <translation>best before</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="129"/>
        <source>有效期至</source>
        <translation>expiry date</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="130"/>
        <source>序列号</source>
        <translation>serial number</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="131"/>
        <source>数量</source>
        <translation>count</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="132"/>
        <source>件数</source>
        <translation>pieces</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="133"/>
        <source>附加商品标识</source>
        <translation>additional product id</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/words.py" line="134"/>
        <source>原产国代码（厂商所写）</source>
        <translation>country of origin as its maker wrote it</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/recording.py" line="67"/>
        <source>这件展品上已记录过：{0}</source>
        <translation>On record for this exhibit already: {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/recording.py" line="70"/>
        <source>读到 {0}</source>
        <translation>Read {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/recording.py" line="72"/>
        <source>已记录。标签中没有可比对的权利标注。</source>
        <translation>Recorded. The label names no right that could be compared.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/recording.py" line="129"/>
        <source>有条码读得不确定：请与实物对照，F6 一致，F7 不一致。</source>
        <translation>A code was not read surely: compare it with the goods. F6 if it is so, F7 if not.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/shooting.py" line="99"/>
        <source>标签上读到 {0} 处权利标注：请与实物对照，F6 一致，F7 不一致。</source>
        <translation>{0} markings were read on the label: compare them with the goods. F6 if they are so, F7 if not.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/recording.py" line="154"/>
        <source>展品</source>
        <translation>Exhibit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/recording.py" line="178"/>
        <source>已否定，没有记录；请靠近重拍或输入标签文字。</source>
        <translation>Refused and not recorded; go nearer and shoot again, or type the label.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/recording.py" line="186"/>
        <source>同一商品在本届展会其他展位也出现过：{0}</source>
        <translation>The same article was seen at other stands of this fair: {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/shooting.py" line="56"/>
        <source>照片已保存为证据，正在识别……</source>
        <translation>The photo is kept as evidence; it is being read …</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/shooting.py" line="82"/>
        <source>照片已保存为证据；未识别到条码，正在读标签文字……</source>
        <translation>The photo is kept as evidence; no code was read. The label&apos;s text is being read …</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/shooting.py" line="103"/>
        <source>照片上的文字已放入文字框，没有认出权利标注；可以改正后记录。</source>
        <translation>The photo&apos;s text is in the box; no marking of a right was made out. Correct and record it.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/reading/shooting.py" line="106"/>
        <source>照片上的文字里没有认出权利标注。</source>
        <translation>No marking of a right was made out in the photo&apos;s text.</translation>
    </message>
</context>
<context>
    <name>register</name>
    <message>
        <location filename="../../ui/pages/register/hits.py" line="74"/>
        <source>文字中含有“{0}”的标志</source>
        <translation>Marks whose text contains “{0}”</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/hits.py" line="80"/>
        <source>本机摘录中没有找到</source>
        <translation>Nothing found in this extract</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/hits.py" line="82"/>
        <source>可以少输几个字、换一种写法，或放宽左侧的筛选。</source>
        <translation>Try fewer characters, another spelling, or wider filters on the left.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/hits.py" line="83"/>
        <source>没有找到不等于没有权利。</source>
        <translation>Nothing found does not mean that there is no right.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/hits.py" line="92"/>
        <source>可以这样查</source>
        <translation>What you can ask</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/hits.py" line="94"/>
        <source>号码：注册号、申请号、公开号，任何写法都可以</source>
        <translation>Numbers: registration, application or publication number in any spelling</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/hits.py" line="95"/>
        <source>商标：读音、字形、顺序相近的，繁体、拼音、少字多字的都会列出，并说明理由</source>
        <translation>Marks: those that sound, look or read alike are listed with the reasons</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/hits.py" line="96"/>
        <source>权利人：企业名称或其中几个字</source>
        <translation>Holders: a company&apos;s name or part of it</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/hits.py" line="103"/>
        <source>（无文字，图形标志）</source>
        <translation>(no text: a device mark)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/hits.py" line="119"/>
        <source>共 {0} 件</source>
        <translation>{0} rights</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/compare.py" line="38"/>
        <source>展品尚未归类，无法比较商品</source>
        <translation>The exhibit is not classed yet, so goods cannot be compared</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="44"/>
        <source>登记包（签名校验后整体启用）</source>
        <translation>Register pack (used as a whole once its signature is checked)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="51"/>
        <source>{0}：请在右侧指定号码所在的列</source>
        <translation>{0}: say on the right which column holds the number</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="57"/>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="60"/>
        <source>{0} %&#x3000;每秒 {1} MB&#x3000;约剩 {2} 分 {3} 秒</source>
        <translation>{0} %   {1} MB/s   about {2} min {3} s left</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="67"/>
        <source>已导入 {0} 件，未采用 {1} 条，用时 {2} 秒（每秒 {3} 件）。</source>
        <translation>{0} rights imported, {1} records rejected, in {2} s ({3} a second).</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="88"/>
        <source>可以导入什么</source>
        <translation>What can be imported</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="90"/>
        <source>各局公布的数据文件：CNIPA、TIPO、USPTO、KIPRIS、WIPO ST.66 / ST.86 / ST.96，自动识别格式。</source>
        <translation>Data files of the offices: CNIPA, TIPO, USPTO, KIPRIS, WIPO ST.66 / ST.86 / ST.96; the format is recognised.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="94"/>
        <source>CSV 或 Excel 表格：识别常见列名，也可以自己指定各列；下次遇到同样的表头会自动沿用。</source>
        <translation>CSV or Excel tables: common column names are recognised, or you say what each column is; it is remembered for the next table of that header.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="98"/>
        <source>局机关发放的登记包：签名和每个文件都核验无误后才启用。</source>
        <translation>Register packs of the bureau: used only when the signature and every file have been checked.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="99"/>
        <source>导入期间原有登记库照常可查；中途取消或出错，原有登记库不变。</source>
        <translation>The old register answers while an import runs; if it fails or is cancelled, the old register is unchanged.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/intake.py" line="100"/>
        <source>也可以把文件拖到这里。</source>
        <translation>You can also drop files here.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="18"/>
        <source>文字相同</source>
        <translation>Same text</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="19"/>
        <source>很接近</source>
        <translation>Very near</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="20"/>
        <source>较接近</source>
        <translation>Near</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="21"/>
        <source>部分相关</source>
        <translation>In part</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="43"/>
        <source>异体</source>
        <comment>mark</comment>
        <translation>form</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="44"/>
        <source>同音</source>
        <comment>mark</comment>
        <translation>sound</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="45"/>
        <source>近音</source>
        <comment>mark</comment>
        <translation>sound~</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="46"/>
        <source>形近</source>
        <comment>mark</comment>
        <translation>look</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="47"/>
        <source>音形</source>
        <comment>mark</comment>
        <translation>both</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="48"/>
        <source>译</source>
        <comment>mark</comment>
        <translation>mean.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="49"/>
        <source>拼音</source>
        <comment>mark</comment>
        <translation>pinyin</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="50"/>
        <source>拆合</source>
        <comment>mark</comment>
        <translation>split</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="51"/>
        <source>移位</source>
        <comment>mark</comment>
        <translation>moved</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="52"/>
        <source>通用</source>
        <comment>mark</comment>
        <translation>weak</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="53"/>
        <source>多</source>
        <comment>mark</comment>
        <translation>+</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="54"/>
        <source>少</source>
        <comment>mark</comment>
        <translation>−</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="55"/>
        <source>不同</source>
        <comment>mark</comment>
        <translation>≠</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="62"/>
        <source>相同</source>
        <translation>same</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="63"/>
        <source>同一个字的不同写法</source>
        <translation>another form of the same character</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="64"/>
        <source>读音相同</source>
        <translation>same sound</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="65"/>
        <source>读音相近</source>
        <translation>similar sound</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="66"/>
        <source>字形相近</source>
        <translation>similar look</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="67"/>
        <source>读音相同、字形相近</source>
        <translation>same sound, similar look</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="68"/>
        <source>含义对应</source>
        <translation>same meaning</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="69"/>
        <source>拼音对应</source>
        <translation>its pinyin</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="70"/>
        <source>拆字或合字</source>
        <translation>split or joined character</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="71"/>
        <source>位置不同</source>
        <translation>in another place</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="72"/>
        <source>通用或显著性弱的词</source>
        <translation>generic or weak word</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="73"/>
        <source>登记中多出</source>
        <translation>only in the register</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="74"/>
        <source>登记中没有</source>
        <translation>not in the register</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="75"/>
        <source>不同</source>
        <translation>different</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="82"/>
        <source>文字相同，仅字体、排列等不同</source>
        <translation>Same text; only typeface, layout or the like differ</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="83"/>
        <source>文字相同，顺序不同</source>
        <translation>Same characters in another order</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="84"/>
        <source>由相同文字重复而成</source>
        <translation>Made by repeating the same text</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="85"/>
        <source>读音相同或近似，且字形近似</source>
        <translation>Same or similar sound, and similar look</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="86"/>
        <source>读音不同，但字形近似</source>
        <translation>Other sound, but similar look</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="87"/>
        <source>含义相同或近似</source>
        <translation>Same or similar meaning</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="88"/>
        <source>三个以上汉字，仅个别字不同</source>
        <translation>Three or more characters, only few differ</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="89"/>
        <source>一两个字母或数字，形态近似</source>
        <translation>One or two letters or digits of similar look</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="90"/>
        <source>三个以上字母，仅个别字母不同</source>
        <translation>Three or more letters, only few differ</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="91"/>
        <source>两个外文词顺序不同，含义相同</source>
        <translation>Two foreign words in another order, same meaning</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="92"/>
        <source>仅单复数、时态、缩写等不同</source>
        <translation>Only plural, tense, abbreviation or the like differ</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="93"/>
        <source>加上商品通用名称、型号、质量等词</source>
        <translation>With a generic name, model, quality or the like added</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="94"/>
        <source>加上经营场所、地名等词</source>
        <translation>With words for a place of business added</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="95"/>
        <source>仅修饰性、显著性弱的词不同</source>
        <translation>Only weak or descriptive words differ</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="96"/>
        <source>由独立部分组成，显著部分近似</source>
        <translation>Independent parts, the distinctive one similar</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="97"/>
        <source>完整包含对方文字</source>
        <translation>Contains the other text as a whole</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="98"/>
        <source>汉字与其拼音对应</source>
        <translation>Characters and their pinyin</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="100"/>
        <source>{0}（审查审理指南 {1}）</source>
        <translation>{0} (guide {1})</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="106"/>
        <source>含义或呼叫明显不同的除外</source>
        <translation>unless meaning or sound clearly differ</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="107"/>
        <source>设计成图形的单个字除外</source>
        <translation>unless a single character drawn as a picture</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="108"/>
        <source>含义、字形或整体外观明显不同的除外</source>
        <translation>unless meaning, form or overall look clearly differ</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="109"/>
        <source>相关公众通常不了解该译法的除外</source>
        <translation>unless the public does not know the translation</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="110"/>
        <source>首字读音字形明显不同或整体含义不同的除外</source>
        <translation>unless the first character clearly differs or the whole means something else</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="111"/>
        <source>首字母明显不同或整体含义不同的除外</source>
        <translation>unless the first letter clearly differs or the whole means something else</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="112"/>
        <source>单字或整体含义不同的除外</source>
        <translation>unless a single character, or the whole means something else</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="113"/>
        <source>整体含义不同的除外，与商品类别有关</source>
        <translation>unless the whole means something else; depends on the class</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="114"/>
        <source>整体含义明显不同的除外</source>
        <translation>unless the whole clearly means something else</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="121"/>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="129"/>
        <source>宽展期内</source>
        <translation>In grace period</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="130"/>
        <source>期限已过</source>
        <translation>Term over</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="131"/>
        <source>尚未开始</source>
        <translation>Not begun</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="141"/>
        <source>摘录显示权利有效</source>
        <translation>The extract shows the right in force</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="142"/>
        <source>期限已满，仍可续展（宽展期内）</source>
        <translation>The term is over, renewal is still open (grace period)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="143"/>
        <source>摘录显示有效，但期限已在今天之前届满；请联网核实是否续展</source>
        <translation>The extract shows it in force, but the term ended before today; verify renewal online</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="146"/>
        <source>申请日或注册日在今天之后</source>
        <translation>Filed or registered after today</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="147"/>
        <source>尚在申请中，未获得权利</source>
        <translation>Applied for; no right yet</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="148"/>
        <source>摘录显示权利已终止或未获准</source>
        <translation>The extract shows that the right ended or was not granted</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="149"/>
        <source>摘录未载明法律状态</source>
        <translation>The extract states no status</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="156"/>
        <source>商品属同一类似群</source>
        <translation>goods of the same similar group</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="157"/>
        <source>商品的类似群之间有类似关系</source>
        <translation>goods of linked similar groups</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="158"/>
        <source>商品在同一类别，是否类似须判断</source>
        <translation>same class; similarity is for you to judge</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="159"/>
        <source>商品在其他类别</source>
        <translation>goods in another class</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/screened.py" line="27"/>
        <source>{0}&#x3000;{1} 行</source>
        <translation>{0}   {1} lines</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/screened.py" line="28"/>
        <source>{0}&#x3000;{1} 行（已完成 {2} %）</source>
        <translation>{0}   {1} lines ({2} % done)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="175"/>
        <location filename="../../ui/pages/register/screened.py" line="66"/>
        <source>第 {0} 类</source>
        <translation>Class {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="180"/>
        <source>{0}&#x3000;数据日期 {1}&#x3000;共 {2} 件权利</source>
        <translation>{0}   data as of {1}   {2} rights</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="187"/>
        <location filename="../../ui/pages/register/record.py" line="208"/>
        <source>本机摘录没有收录 {0}</source>
        <translation>{0} is not in this extract</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="189"/>
        <source>截至 {1}，{0} 的号码总表中有此号码（约千分之一可能误认），但不在本机摘录范围内；请联网核实。</source>
        <translation>As of {1} the list of all numbers of {0} has it (about one in a thousand is a mistake), but it is outside this extract; verify online.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="194"/>
        <source>截至 {1}，{0} 的号码总表中也没有此号码。可能抄写有误或在该日之后产生；请核对实物，再联网核实。</source>
        <translation>As of {1} the list of all numbers of {0} does not have it either. It may be misread or newer; compare with the object, then verify online.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/words.py" line="199"/>
        <source>本机没有这类号码的总表，无法判断号码是否存在。未收录不等于不存在，请联网核实。</source>
        <translation>This device has no list of all numbers of this kind and cannot tell whether it exists. Not being in the extract does not mean that it does not exist; verify online.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="38"/>
        <source>号码</source>
        <translation>Number</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="40"/>
        <location filename="../../ui/pages/register/mapping.py" line="31"/>
        <source>注册号</source>
        <translation>Registration number</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="41"/>
        <location filename="../../ui/pages/register/mapping.py" line="32"/>
        <source>申请号</source>
        <translation>Application number</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="42"/>
        <location filename="../../ui/pages/register/mapping.py" line="33"/>
        <source>公开（公告）号</source>
        <translation>Publication number</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="43"/>
        <location filename="../../ui/pages/register/mapping.py" line="48"/>
        <source>受理局</source>
        <translation>Office</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="47"/>
        <source>商品或分类</source>
        <translation>Goods or classification</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="49"/>
        <location filename="../../ui/pages/register/mapping.py" line="36"/>
        <source>类别</source>
        <translation>Class</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="50"/>
        <location filename="../../ui/pages/register/mapping.py" line="37"/>
        <source>类似群</source>
        <translation>Similar groups</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="51"/>
        <location filename="../../ui/pages/register/mapping.py" line="38"/>
        <source>商品或服务</source>
        <translation>Goods or services</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="55"/>
        <source>权利人与代理</source>
        <translation>Holder and agent</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="57"/>
        <location filename="../../ui/pages/register/mapping.py" line="39"/>
        <source>权利人</source>
        <translation>Holder</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="58"/>
        <location filename="../../ui/pages/register/mapping.py" line="40"/>
        <source>代理机构</source>
        <translation>Agent</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="62"/>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="64"/>
        <source>来源文件</source>
        <translation>Source file</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="65"/>
        <source>登记摘录</source>
        <translation>Extract</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/record.py" line="66"/>
        <source>图样名称</source>
        <translation>Picture&apos;s name</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/mapping.py" line="30"/>
        <source>号码（申请号或注册号）</source>
        <translation>Number (of either kind)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/mapping.py" line="34"/>
        <source>权利种类</source>
        <translation>Kind of right</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/mapping.py" line="35"/>
        <source>名称或商标文字</source>
        <translation>Name or mark</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/mapping.py" line="41"/>
        <source>申请日</source>
        <translation>Filed</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/mapping.py" line="42"/>
        <source>公布或初审公告日</source>
        <translation>Published</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/mapping.py" line="43"/>
        <source>注册或授权公告日</source>
        <translation>Registered or granted</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/mapping.py" line="44"/>
        <source>期限届满日</source>
        <translation>Expires</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/mapping.py" line="45"/>
        <source>法律状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/mapping.py" line="46"/>
        <source>状态日期</source>
        <translation>Status date</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/mapping.py" line="47"/>
        <source>图样文件名</source>
        <translation>Picture file</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/timeline.py" line="28"/>
        <source>申请</source>
        <translation>Filed</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/timeline.py" line="29"/>
        <source>公布或初审公告</source>
        <translation>Published</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/timeline.py" line="30"/>
        <source>注册或授权公告</source>
        <translation>Registered or granted</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/timeline.py" line="33"/>
        <source>状态：{0}</source>
        <translation>Status: {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/timeline.py" line="35"/>
        <source>期限届满</source>
        <translation>Term ends</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/timeline.py" line="38"/>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="235"/>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="236"/>
        <source>格式</source>
        <translation>Format</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/importing.py" line="239"/>
        <source>要导入的文件</source>
        <translation>Files to import</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/running.py" line="22"/>
        <source>已比对 {0} / {1} 个标志</source>
        <translation>{0} of {1} signs screened</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register/running.py" line="27"/>
        <source>每秒 {0} 个&#x3000;约剩 {1} 分 {2} 秒</source>
        <translation>{0} a second   about {1} min {2} s left</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <location filename="../../ui/words.py" line="33"/>
        <source>未见问题</source>
        <translation>No issue seen</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="34"/>
        <source>不规范</source>
        <translation>Irregular</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="35"/>
        <source>存疑线索</source>
        <translation>Suspected</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="36"/>
        <source>待核实</source>
        <translation>To verify</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="37"/>
        <source>依投诉</source>
        <translation>On complaint</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="38"/>
        <source>移交他部门</source>
        <translation>Other agency</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="39"/>
        <source>无法判断</source>
        <translation>Cannot be told</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="41"/>
        <location filename="../../ui/words.py" line="62"/>
        <source>待查</source>
        <translation>To do</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="47"/>
        <source>目读</source>
        <translation>by eye</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="52"/>
        <source>检查中</source>
        <translation>In progress</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="53"/>
        <source>待审核</source>
        <translation>To be reviewed</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="54"/>
        <source>已退回</source>
        <translation>Sent back</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="55"/>
        <source>已审核</source>
        <translation>Approved</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="56"/>
        <source>未开始</source>
        <translation>Not begun</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="71"/>
        <source>建立案卷</source>
        <translation>Case opened</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="72"/>
        <source>开始检查</source>
        <translation>Begin the inspection</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="73"/>
        <source>结束检查</source>
        <translation>Visit ended</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="74"/>
        <source>记录</source>
        <translation>Recorded</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="75"/>
        <source>登记展品</source>
        <translation>Add exhibit</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="76"/>
        <source>扫描标签</source>
        <translation>Label scanned</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="77"/>
        <source>比对登记</source>
        <translation>Register checked</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="78"/>
        <source>拍照取证</source>
        <translation>Photo taken</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="79"/>
        <source>处理图片</source>
        <translation>Picture processed</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="80"/>
        <source>出具文书</source>
        <translation>Issue document</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="81"/>
        <source>送达文书</source>
        <translation>Document served</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="82"/>
        <source>作废文书</source>
        <translation>Document voided</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="83"/>
        <source>提交审核</source>
        <translation>Submit for review</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="84"/>
        <source>审核</source>
        <translation>Review</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="85"/>
        <source>意见</source>
        <translation>Comment</translation>
    </message>
    <message>
        <location filename="../../ui/pages/finding_card.py" line="36"/>
        <source>查看登记记录 {0}</source>
        <translation>Show register record {0}</translation>
    </message>
    <message>
        <source>说明理由后继续</source>
        <translation>Gone on for a reason</translation>
    </message>
    <message>
        <source>期限事项办结</source>
        <translation>Deadline met</translation>
    </message>
    <message>
        <source>延长期限</source>
        <translation>Deadline extended</translation>
    </message>
    <message>
        <source>撤销文书</source>
        <translation>Document withdrawn</translation>
    </message>
    <message>
        <source>打印文书</source>
        <translation>Document printed</translation>
    </message>
    <message>
        <source>交付文书</source>
        <translation>Copy handed over</translation>
    </message>
    <message>
        <source>加盖时间戳</source>
        <translation>Time-stamped</translation>
    </message>
    <message>
        <source>确定文号</source>
        <translation>Number bound</translation>
    </message>
    <message>
        <source>收到投诉</source>
        <translation>Complaint filed</translation>
    </message>
    <message>
        <source>补充投诉材料</source>
        <translation>Complaint supplemented</translation>
    </message>
    <message>
        <source>投诉受理决定</source>
        <translation>Complaint decided</translation>
    </message>
    <message>
        <source>通知参展商</source>
        <translation>Exhibitor notified</translation>
    </message>
    <message>
        <source>参展商答辩</source>
        <translation>Exhibitor answered</translation>
    </message>
    <message>
        <source>调解</source>
        <translation>Mediation</translation>
    </message>
    <message>
        <source>投诉处理意见</source>
        <translation>Opinion on the complaint</translation>
    </message>
    <message>
        <source>移交案件</source>
        <translation>Case handed over</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>Viewed</translation>
    </message>
    <message>
        <source>复制文件</source>
        <translation>Copied</translation>
    </message>
    <message>
        <source>导出证据</source>
        <translation>Evidence exported</translation>
    </message>
    <message>
        <source>由较新版本的程序记录（{0}）：已保存并照常同步，升级程序后可读</source>
        <translation>Recorded by a newer version ({0}): kept and synced as usual, readable after an upgrade</translation>
    </message>
    <message>
        <source>{0}（内容已依法删除）</source>
        <translation>{0} (content lawfully erased)</translation>
    </message>
    <message>
        <source>依法删除</source>
        <translation>Lawfully erased</translation>
    </message>
    <message>
        <source>附投诉材料</source>
        <translation>Complaint paper added</translation>
    </message>
    <message>
        <source>密存举报人身份</source>
        <translation>Informant's identity sealed</translation>
    </message>
    <message>
        <source>申请查看举报人身份</source>
        <translation>Informant's identity asked for</translation>
    </message>
    <message>
        <source>转交举报人身份</source>
        <translation>Informant's identity handed on</translation>
    </message>
    <message>
        <source>查看举报人身份</source>
        <translation>Informant's identity shown</translation>
    </message>
    <message>
        <source>证据导出结束</source>
        <translation>Export of evidence ended</translation>
    </message>
</context>
<context>
    <name>FormEditorPage</name>
    <message>
        <source>文书格式</source>
        <translation>Document forms</translation>
    </message>
    <message>
        <source>请选择本局文书格式的文件夹；空文件夹会建立一份新的。</source>
        <translation>Choose the folder of the bureau's own forms; an empty one becomes a new pack.</translation>
    </message>
    <message>
        <source>检查并发布</source>
        <translation>Check and publish</translation>
    </message>
    <message>
        <source>检查全部</source>
        <translation>Check all</translation>
    </message>
    <message>
        <source>打开文件夹…</source>
        <translation>Open folder…</translation>
    </message>
    <message>
        <source>保存 Ctrl+S</source>
        <translation>Save Ctrl+S</translation>
    </message>
    <message>
        <source>恢复系统格式</source>
        <translation>Back to the shipped form</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>试填内容</source>
        <translation>Sample values</translation>
    </message>
    <message>
        <source>短内容</source>
        <translation>Short values</translation>
    </message>
    <message>
        <source>长内容</source>
        <translation>Long values</translation>
    </message>
    <message>
        <source>空白</source>
        <translation>Blank</translation>
    </message>
    <message>
        <source>本局文书格式的文件夹</source>
        <translation>Folder of the bureau's own forms</translation>
    </message>
    <message>
        <source>本局名称、文号、联系方式</source>
        <translation>Bureau: name, numbers, contacts</translation>
    </message>
    <message>
        <source>{0}（本局）</source>
        <translation>{0} (own)</translation>
    </message>
    <message>
        <source>可以排版，共 {0} 页。</source>
        <translation>It can be set: pages {0}.</translation>
    </message>
    <message>
        <source>第 {0} 页</source>
        <translation>Page {0}</translation>
    </message>
    <message>
        <source>已保存：{0}</source>
        <translation>Saved: {0}</translation>
    </message>
    <message>
        <source>各文书共用部分</source>
        <translation>Shared by all forms</translation>
    </message>
    <message>
        <source>还有未保存的修改：{0}；请先保存。</source>
        <translation>Not saved yet: {0}; save first.</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>CopyDialog</name>
    <message>
        <source>当事人联</source>
        <translation>Party's copy</translation>
    </message>
    <message>
        <source>存档联</source>
        <translation>File copy</translation>
    </message>
    <message>
        <source>主办方联</source>
        <translation>Organiser's copy</translation>
    </message>
    <message>
        <source>投诉人联</source>
        <translation>Complainant's copy</translation>
    </message>
    <message>
        <source>移送机关联</source>
        <translation>Authority's copy</translation>
    </message>
    <message>
        <source>哪一联</source>
        <translation>Which copy</translation>
    </message>
    <message>
        <source>交给谁 *</source>
        <translation>Given to *</translation>
    </message>
    <message>
        <source>交付副本 {0}</source>
        <translation>Hand over a copy of {0}</translation>
    </message>
    <message>
        <source>记录交付</source>
        <translation>Record it</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>下一处 F6</source>
        <translation>Next F6</translation>
    </message>
    <message>
        <source>撤销 F9</source>
        <translation>Undo F9</translation>
    </message>
    <message>
        <source>{0} 行</source>
        <translation>{0} rows</translation>
    </message>
    <message>
        <source>案卷现记为“{0}”，采用</source>
        <translation>The case now says “{0}”: take it</translation>
    </message>
    <message>
        <source>{0}：采用案卷现有记载</source>
        <translation>{0}: take what the case says</translation>
    </message>
    <message>
        <source>有规则不允许或尚缺理由，见下。</source>
        <translation>A rule stands against it or lacks a reason; see below.</translation>
    </message>
    <message>
        <source>内容齐全，可以出具。</source>
        <translation>Complete; ready to issue.</translation>
    </message>
    <message>
        <source>尚缺 {0} 项：{1}</source>
        <translation>Missing {0}: {1}</translation>
    </message>
</context>
<context>
    <name>FormChooser</name>
    <message>
        <source>查找文书：名称或编号</source>
        <translation>Find a form by title or number</translation>
    </message>
    <message>
        <source>查找文书</source>
        <translation>Find a form</translation>
    </message>
    <message>
        <source>文书</source>
        <translation>Forms</translation>
    </message>
    <message>
        <source>笔录与证据</source>
        <translation>Records and evidence</translation>
    </message>
    <message>
        <source>先行登记与强制措施</source>
        <translation>Preservation and coercive measures</translation>
    </message>
    <message>
        <source>责令改正与处罚</source>
        <translation>Correction orders and penalties</translation>
    </message>
    <message>
        <source>移送与协查</source>
        <translation>Transfers and assistance</translation>
    </message>
    <message>
        <source>送达与通知</source>
        <translation>Service and notices</translation>
    </message>
    <message>
        <source>投诉举报登记</source>
        <translation>Complaints and reports</translation>
    </message>
    <message>
        <source>展会投诉</source>
        <translation>The fair's complaints</translation>
    </message>
    <message>
        <source>随机抽查</source>
        <translation>Random inspection</translation>
    </message>
</context>
<context>
    <name>ListEdit</name>
    <message>
        <source>加一行</source>
        <translation>Add row</translation>
    </message>
    <message>
        <source>从展品添加</source>
        <translation>From exhibits</translation>
    </message>
    <message>
        <source>粘贴表格</source>
        <translation>Paste table</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>删除所选</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>共 {0} 行</source>
        <translation>{0} rows</translation>
    </message>
    <message>
        <source>合计</source>
        <translation>Total</translation>
    </message>
</context>
<context>
    <name>MomentEdit</name>
    <message>
        <source>日历</source>
        <translation>Calendar</translation>
    </message>
    <message>
        <source>{0}：选择日期</source>
        <translation>{0}: pick a day</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
</context>
<context>
    <name>MoneyEdit</name>
    <message>
        <source>请填数字</source>
        <translation>Enter figures</translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message>
        <source>文书</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>文号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>本案文书</source>
        <translation>Documents of the case</translation>
    </message>
    <message>
        <source>原临时文号 {0}</source>
        <translation>provisional number {0}</translation>
    </message>
    <message>
        <source>更正 {0}：{1}</source>
        <translation>corrects {0}: {1}</translation>
    </message>
    <message>
        <source>作废：{0}</source>
        <translation>void: {0}</translation>
    </message>
    <message>
        <source>撤回：{0}</source>
        <translation>withdrawn: {0}</translation>
    </message>
    <message>
        <source>{0} 未签名：{1}</source>
        <translation>{0} did not sign: {1}</translation>
    </message>
    <message>
        <source>{0} 送达 {1} {2}</source>
        <translation>served ({0}) on {1} {2}</translation>
    </message>
    <message>
        <source>副本交 {0}</source>
        <translation>copy to {0}</translation>
    </message>
    <message>
        <source>已打印 {0} 份</source>
        <translation>{0} printed</translation>
    </message>
    <message>
        <source>直接送达</source>
        <translation>in person</translation>
    </message>
    <message>
        <source>留置送达</source>
        <translation>left</translation>
    </message>
    <message>
        <source>拒绝签收</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>邮寄送达</source>
        <translation>by mail</translation>
    </message>
    <message>
        <source>电子送达</source>
        <translation>electronically</translation>
    </message>
    <message>
        <source>已作废</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>已送达</source>
        <translation>Served</translation>
    </message>
    <message>
        <source>临时文号</source>
        <translation>Provisional</translation>
    </message>
    <message>
        <source>已出具</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>View</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>交付副本</source>
        <translation>Hand copy</translation>
    </message>
    <message>
        <source>送达</source>
        <translation>Serve</translation>
    </message>
    <message>
        <source>更正</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>作废</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>加盖时间戳</source>
        <translation>Time-stamp</translation>
    </message>
    <message>
        <source>已加盖时间戳</source>
        <translation>time-stamped</translation>
    </message>
    <message>
        <source>{0} 不在场：{1}</source>
        <translation>{0} not present: {1}</translation>
    </message>
    <message>
        <source>{0} 不能签名：{1}</source>
        <translation>{0} cannot sign: {1}</translation>
    </message>
    <message>
        <source>{0} 拒签：{1}</source>
        <translation>{0} refused to sign: {1}</translation>
    </message>
    <message>
        <source>续盖时间戳</source>
        <translation>Stamp again</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>{0}：常用语</source>
        <translation>{0}: phrases</translation>
    </message>
    <message>
        <source>常用语 Ctrl+空格</source>
        <translation>Phrases Ctrl+Space</translation>
    </message>
</context>
<context>
    <name>PrintDialog</name>
    <message>
        <source>（{0}）</source>
        <translation> ({0})</translation>
    </message>
    <message>
        <source>（不接收任务）</source>
        <translation> (accepts no jobs)</translation>
    </message>
    <message>
        <source>双面</source>
        <translation>Both sides</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>份数</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
</context>
<context>
    <name>QuestionsEdit</name>
    <message>
        <source>加一问</source>
        <translation>Add question</translation>
    </message>
    <message>
        <source>常用问题 ▾</source>
        <translation>Usual questions ▾</translation>
    </message>
    <message>
        <source>{0}：第 {1} 问</source>
        <translation>{0}: question {1}</translation>
    </message>
    <message>
        <source>{0}：第 {1} 答</source>
        <translation>{0}: answer {1}</translation>
    </message>
    <message>
        <source>问</source>
        <translation>Q</translation>
    </message>
    <message>
        <source>答</source>
        <translation>A</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Remove</translation>
    </message>
</context>
<context>
    <name>QLabel</name>
    <message>
        <source>第 {0} 页，共 {1} 页</source>
        <translation>Page {0} of {1}</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>理由 *</source>
        <translation>Reason *</translation>
    </message>
</context>
<context>
    <name>RefusalDialog</name>
    <message>
        <source>{0}：未签名</source>
        <translation>{0}: not signed</translation>
    </message>
    <message>
        <source>未签名的原因</source>
        <translation>Why it was not signed</translation>
    </message>
    <message>
        <source>录音录像编号或位置</source>
        <translation>Recording no. or place</translation>
    </message>
    <message>
        <source>未签名的原因 *</source>
        <translation>Why it was not signed *</translation>
    </message>
    <message>
        <source>在场见证人（没有则留空）</source>
        <translation>Witness present (if any)</translation>
    </message>
    <message>
        <source>录音录像编号或位置（建议全程录制）</source>
        <translation>Recording no. or place (recording is advised)</translation>
    </message>
    <message>
        <source>记录</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>在场，拒绝签名</source>
        <translation>present, refuses to sign</translation>
    </message>
    <message>
        <source>不在场</source>
        <translation>not present</translation>
    </message>
    <message>
        <source>在场，不能签名</source>
        <translation>present, cannot sign</translation>
    </message>
    <message>
        <source>属于哪种情形</source>
        <translation>Which of these</translation>
    </message>
    <message>
        <source>属于哪种情形 *</source>
        <translation>Which of these *</translation>
    </message>
    <message>
        <source>拒签的，注明理由；在场的其他人可以签名。</source>
        <translation>Note the reason of a refusal; others who are present may sign.</translation>
    </message>
    <message>
        <source>当事人不在场的，须有见证人或录音录像；实施行政强制措施的，邀请见证人在笔录上签名（行政强制法第十八条）。</source>
        <translation>An absent party is attested by a witness or a recording; for a coercive measure a witness is invited to sign the record (Administrative Coercion Law art. 18).</translation>
    </message>
    <message>
        <source>不能签名的，可以按指印；记录应当宣读，并须有见证人或录音录像。</source>
        <translation>Who cannot sign may give a fingerprint; the record is read out, and a witness or a recording attests it.</translation>
    </message>
    <message>
        <source>在场见证人一</source>
        <translation>First witness present</translation>
    </message>
    <message>
        <source>在场见证人二</source>
        <translation>Second witness present</translation>
    </message>
</context>
<context>
    <name>ServeDialog</name>
    <message>
        <source>直接送达</source>
        <translation>In person</translation>
    </message>
    <message>
        <source>留置送达</source>
        <translation>Left at the place</translation>
    </message>
    <message>
        <source>拒绝签收</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>邮寄送达</source>
        <translation>By mail</translation>
    </message>
    <message>
        <source>电子送达</source>
        <translation>Electronically</translation>
    </message>
    <message>
        <source>没有照片</source>
        <translation>No photo</translation>
    </message>
    <message>
        <source>送达方式</source>
        <translation>Manner of service</translation>
    </message>
    <message>
        <source>受送达人（代收人及关系）*</source>
        <translation>Recipient (who accepts for them) *</translation>
    </message>
    <message>
        <source>说明：拒收或留置的理由、见证人</source>
        <translation>Note: reason of a refusal, witnesses</translation>
    </message>
    <message>
        <source>签收照片…</source>
        <translation>Photo of the receipt…</translation>
    </message>
    <message>
        <source>送达 {0}</source>
        <translation>Serve {0}</translation>
    </message>
    <message>
        <source>记录送达</source>
        <translation>Record service</translation>
    </message>
    <message>
        <source>签收照片</source>
        <translation>Photo of the receipt</translation>
    </message>
</context>
<context>
    <name>ComplaintDetail</name>
    <message>
        <source>还没有投诉。点击“登记投诉”开始。</source>
        <translation>No complaints yet. Begin with “New complaint”.</translation>
    </message>
    <message>
        <source>两台设备作出了不同处理：{0}；{1}。两者都已保留，请核对后再次作出决定。</source>
        <translation>Two devices did different things: {0}; {1}. Both are kept; check, then decide again.</translation>
    </message>
    <message>
        <source>疑似同一投诉已另行登记：{0}。两份都已保留。</source>
        <translation>The same complaint seems to be on file already: {0}. Both are kept.</translation>
    </message>
    <message>
        <source>该参展商在上一届展会（{0}）已有撤展处理：{1}。连续两届的，请告知主办方。</source>
        <translation>At the fair before ({0}) this exhibitor had exhibits withdrawn: {1}. Tell the organiser if it is two fairs in a row.</translation>
    </message>
    <message>
        <source>尚缺材料：{0}</source>
        <translation>Papers lacking: {0}</translation>
    </message>
    <message>
        <source>提醒：尚未提交专利权评价报告。</source>
        <translation>Reminder: the patent evaluation report was not handed in.</translation>
    </message>
    <message>
        <source>案卷中有依职权检查的存疑线索；调解不能代替对它们的处理。</source>
        <translation>The file holds suspicions from an inspection; mediation does not take their place.</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>投诉人</source>
        <translation>Complainant</translation>
    </message>
    <message>
        <source>代理人</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>展品</source>
        <translation>Exhibits</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reasons</translation>
    </message>
    <message>
        <source>请求</source>
        <translation>Request</translation>
    </message>
    <message>
        <source>已交材料</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>投诉人陈述</source>
        <translation>Stated</translation>
    </message>
    <message>
        <source>不予受理</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>答辩</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>调解</source>
        <translation>Mediation</translation>
    </message>
    <message>
        <source>意见理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>文书</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>已送达</source>
        <translation>served</translation>
    </message>
    <message>
        <source>未送达</source>
        <translation>not served</translation>
    </message>
    <message>
        <source>已作废或撤销</source>
        <translation>void or withdrawn</translation>
    </message>
    <message>
        <source>办理经过</source>
        <translation>What was done</translation>
    </message>
    <message>
        <source>（附材料照片，SHA-256 {0}）</source>
        <translation> (with a photo, SHA-256 {0})</translation>
    </message>
</context>
<context>
    <name>ComplaintsPage</name>
    <message>
        <source>展位、投诉人、权利号码</source>
        <translation>Stand, complainant, number</translation>
    </message>
    <message>
        <source>查找投诉</source>
        <translation>Find a complaint</translation>
    </message>
    <message>
        <source>展位</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>投诉人</source>
        <translation>Complainant</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>Stage</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Time left</translation>
    </message>
    <message>
        <source>投诉列表</source>
        <translation>List of complaints</translation>
    </message>
    <message>
        <source>登记投诉 Ctrl+N</source>
        <translation>New complaint Ctrl+N</translation>
    </message>
    <message>
        <source>已记录：{0}</source>
        <translation>On record: {0}</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>办理中</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>已超期</source>
        <translation>Late</translation>
    </message>
    <message>
        <source>已办结</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>已登记，投诉人尚须补充材料。</source>
        <translation>Taken down; the complainant still owes papers.</translation>
    </message>
    <message>
        <source>已登记，材料齐全。</source>
        <translation>Taken down; no paper is lacking.</translation>
    </message>
</context>
<context>
    <name>IntakePanel</name>
    <message>
        <source>登记投诉 Ctrl+Enter</source>
        <translation>Take it down Ctrl+Enter</translation>
    </message>
    <message>
        <source>取消 Esc</source>
        <translation>Cancel Esc</translation>
    </message>
    <message>
        <source>请求撤下涉嫌侵权的展品</source>
        <translation>Withdrawal of the exhibits complained of</translation>
    </message>
    <message>
        <source>投诉人</source>
        <translation>Complainant</translation>
    </message>
    <message>
        <source>联系电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>代理人</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>权利号码</source>
        <translation>Number of the right</translation>
    </message>
    <message>
        <source>权利名称</source>
        <translation>Name of right</translation>
    </message>
    <message>
        <source>请求</source>
        <translation>Request</translation>
    </message>
    <message>
        <source>权利类型</source>
        <translation>Kind of right</translation>
    </message>
    <message>
        <source>投诉人身份</source>
        <translation>Standing of the complainant</translation>
    </message>
    <message>
        <source>权利人</source>
        <translation>holder</translation>
    </message>
    <message>
        <source>利害关系人</source>
        <translation>interested party</translation>
    </message>
    <message>
        <source>被投诉展位</source>
        <translation>Stand complained of</translation>
    </message>
    <message>
        <source>展位号或企业名</source>
        <translation>stand or firm</translation>
    </message>
    <message>
        <source>被投诉展品</source>
        <translation>Exhibits complained of</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reasons</translation>
    </message>
    <message>
        <source>投诉人与权利</source>
        <translation>Complainant and right</translation>
    </message>
    <message>
        <source>投诉人 *</source>
        <translation>Name *</translation>
    </message>
    <message>
        <source>身份</source>
        <translation>As</translation>
    </message>
    <message>
        <source>权利类型 *</source>
        <translation>Right *</translation>
    </message>
    <message>
        <source>号码 *</source>
        <translation>No. *</translation>
    </message>
    <message>
        <source>询问投诉人是否有下列情形</source>
        <translation>Ask the complainant about</translation>
    </message>
    <message>
        <source>被投诉展位与理由</source>
        <translation>Stand and reasons</translation>
    </message>
    <message>
        <source>展位 *</source>
        <translation>Stand *</translation>
    </message>
    <message>
        <source>展品 *</source>
        <translation>Exhibits *</translation>
    </message>
    <message>
        <source>理由 *</source>
        <translation>Reasons *</translation>
    </message>
    <message>
        <source>已提交的材料</source>
        <translation>Papers handed in</translation>
    </message>
    <message>
        <source>尚缺，登记时即告知补充：{0}</source>
        <translation>Lacking, asked for at once: {0}</translation>
    </message>
    <message>
        <source>材料齐全。</source>
        <translation>No paper is lacking.</translation>
    </message>
</context>
<context>
    <name>RightBox</name>
    <message>
        <source>填写号码后自动与本机登记摘录对照。</source>
        <translation>The number is looked up in the register extract as you type.</translation>
    </message>
    <message>
        <source>请核对</source>
        <translation>Check</translation>
    </message>
</context>
<context>
    <name>StepDialog</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>选择照片…</source>
        <translation>Choose a photo…</translation>
    </message>
    <message>
        <source>请选择</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>图片 (*.jpg *.jpeg *.png *.webp)</source>
        <translation>Pictures (*.jpg *.jpeg *.png *.webp)</translation>
    </message>
    <message>
        <source>选择文件…</source>
        <translation>Choose files…</translation>
    </message>
    <message>
        <source>图片和 PDF (*.jpg *.jpeg *.png *.webp *.pdf)</source>
        <translation>Pictures and PDFs (*.jpg *.jpeg *.png *.webp *.pdf)</translation>
    </message>
    <message>
        <source>已选 {0} 个文件</source>
        <translation>{0} files chosen</translation>
    </message>
</context>
<context>
    <name>complaints</name>
    <message>
        <source>说明（可空）</source>
        <translation>Note (may be empty)</translation>
    </message>
    <message>
        <source>不予受理的理由</source>
        <translation>Grounds of the refusal</translation>
    </message>
    <message>
        <source>补充提交的材料</source>
        <translation>Papers handed in now</translation>
    </message>
    <message>
        <source>需要补充的材料</source>
        <translation>Papers asked for</translation>
    </message>
    <message>
        <source>接收部门</source>
        <translation>Department</translation>
    </message>
    <message>
        <source>理由或情况</source>
        <translation>Reason or what was found</translation>
    </message>
    <message>
        <source>签收人</source>
        <translation>Who took the notice</translation>
    </message>
    <message>
        <source>答辩期限（小时）</source>
        <translation>Hours to answer</translation>
    </message>
    <message>
        <source>答辩人</source>
        <translation>Who answered</translation>
    </message>
    <message>
        <source>答辩内容</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>答辩材料照片（可空）</source>
        <translation>Photo of the answer (may be empty)</translation>
    </message>
    <message>
        <source>处理意见</source>
        <translation>Opinion</translation>
    </message>
    <message>
        <source>接收机关</source>
        <translation>Authority</translation>
    </message>
    <message>
        <source>投诉人同意调解</source>
        <translation>the complainant agrees to mediation</translation>
    </message>
    <message>
        <source>参展商同意调解</source>
        <translation>the exhibitor agrees to mediation</translation>
    </message>
    <message>
        <source>达成协议</source>
        <translation>agreement reached</translation>
    </message>
    <message>
        <source>未达成协议</source>
        <translation>no agreement</translation>
    </message>
    <message>
        <source>一方不同意调解</source>
        <translation>one party declines</translation>
    </message>
    <message>
        <source>双方意愿</source>
        <translation>Consent</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>调解人</source>
        <translation>Mediator</translation>
    </message>
    <message>
        <source>协议内容或情况</source>
        <translation>What was agreed, or what happened</translation>
    </message>
    <message>
        <source>待受理</source>
        <translation>To decide</translation>
    </message>
    <message>
        <source>待补充</source>
        <translation>Papers due</translation>
    </message>
    <message>
        <source>已受理</source>
        <translation>Taken up</translation>
    </message>
    <message>
        <source>已通知</source>
        <translation>Notified</translation>
    </message>
    <message>
        <source>已答辩</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>不予受理</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>不受理</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>已有意见</source>
        <translation>Concluded</translation>
    </message>
    <message>
        <source>已移交</source>
        <translation>Handed over</translation>
    </message>
    <message>
        <source>补充材料</source>
        <translation>Add papers</translation>
    </message>
    <message>
        <source>转交主管部门</source>
        <translation>Pass on</translation>
    </message>
    <message>
        <source>要求补充</source>
        <translation>Ask for papers</translation>
    </message>
    <message>
        <source>受理</source>
        <translation>Take up</translation>
    </message>
    <message>
        <source>通知参展商</source>
        <translation>Notify exhibitor</translation>
    </message>
    <message>
        <source>到展位检查</source>
        <translation>Inspect stand</translation>
    </message>
    <message>
        <source>记录答辩</source>
        <translation>Record answer</translation>
    </message>
    <message>
        <source>调解</source>
        <translation>Mediate</translation>
    </message>
    <message>
        <source>撤回投诉</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>核验撤展</source>
        <translation>Verify removal</translation>
    </message>
    <message>
        <source>移交案件</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>决定受理</source>
        <translation>taken up</translation>
    </message>
    <message>
        <source>决定不予受理</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>告知补充材料</source>
        <translation>asked for papers</translation>
    </message>
    <message>
        <source>调解：达成协议</source>
        <translation>mediation: agreement</translation>
    </message>
    <message>
        <source>调解：未达成协议</source>
        <translation>mediation: no agreement</translation>
    </message>
    <message>
        <source>调解：一方不同意</source>
        <translation>mediation: declined</translation>
    </message>
    <message>
        <source>处理意见：{0}</source>
        <translation>opinion: {0}</translation>
    </message>
    <message>
        <source>已转交主管部门</source>
        <translation>passed on to the department</translation>
    </message>
    <message>
        <source>已核验撤展</source>
        <translation>removal verified</translation>
    </message>
    <message>
        <source>移交主管部门</source>
        <translation>Pass on</translation>
    </message>
    <message>
        <source>参展商答辩</source>
        <translation>Answer due</translation>
    </message>
    <message>
        <source>展后移交</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>{0} 天</source>
        <translation>{0} days</translation>
    </message>
    <message>
        <source>已超 {0}</source>
        <translation>{0} over</translation>
    </message>
    <message>
        <source>剩 {0}</source>
        <translation>{0} left</translation>
    </message>
    <message>
        <source>附材料：{0}</source>
        <translation>Paper added: {0}</translation>
    </message>
    <message>
        <source>其他材料</source>
        <translation>other papers</translation>
    </message>
</context>
<context>
    <name>DuePage</name>
    <message>
        <source>查找展位、企业、事项、文号</source>
        <translation>Search stand, exhibitor, matter, document number</translation>
    </message>
    <message>
        <source>查找期限</source>
        <translation>Search deadlines</translation>
    </message>
    <message>
        <source>按执法人员筛选</source>
        <translation>Filter by officer</translation>
    </message>
    <message>
        <source>按设备筛选</source>
        <translation>Filter by device</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>届满</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>剩余</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Matter</translation>
    </message>
    <message>
        <source>展位</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>期限列表</source>
        <translation>Deadlines</translation>
    </message>
    <message>
        <source>全部人员</source>
        <translation>All officers</translation>
    </message>
    <message>
        <source>全部设备</source>
        <translation>All devices</translation>
    </message>
    <message>
        <source>未办结</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>逾期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>临近</source>
        <translation>Soon</translation>
    </message>
    <message>
        <source>本机关</source>
        <translation>Ours</translation>
    </message>
    <message>
        <source>当事人等</source>
        <translation>Others'</translation>
    </message>
    <message>
        <source>绿色通道</source>
        <translation>Green channel</translation>
    </message>
    <message>
        <source>已办结</source>
        <translation>Settled</translation>
    </message>
    <message>
        <source>办结情况，或者延长的理由和批准情况</source>
        <translation>How it was settled, or why and by whom it is extended</translation>
    </message>
    <message>
        <source>办结或者延长的说明</source>
        <translation>Note on settling or extending</translation>
    </message>
    <message>
        <source>办结</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>延长方式</source>
        <translation>Way to extend</translation>
    </message>
    <message>
        <source>延长多少</source>
        <translation>How much longer</translation>
    </message>
    <message>
        <source>延长</source>
        <translation>Extend</translation>
    </message>
    <message>
        <source>打开案卷 Enter</source>
        <translation>Open case  Enter</translation>
    </message>
    <message>
        <source>没有符合条件的期限。</source>
        <translation>No deadline matches.</translation>
    </message>
    <message>
        <source>已记录办结。</source>
        <translation>Settled, on record.</translation>
    </message>
    <message>
        <source>已记录延长。</source>
        <translation>Extended, on record.</translation>
    </message>
</context>
<context>
    <name>clocks</name>
    <message>
        <source> {0} 分钟</source>
        <translation> {0} min</translation>
    </message>
    <message>
        <source> {0} 小时</source>
        <translation> {0} h</translation>
    </message>
    <message>
        <source>{0} 分钟</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <source>{0} 天</source>
        <translation>{0} d</translation>
    </message>
    <message>
        <source>{0} 小时</source>
        <translation>{0} h</translation>
    </message>
    <message>
        <source>临近</source>
        <translation>Soon</translation>
    </message>
    <message>
        <source>依据：{0}</source>
        <translation>Basis: {0}</translation>
    </message>
    <message>
        <source>公安机关</source>
        <translation>the police</translation>
    </message>
    <message>
        <source>剩 {0}</source>
        <translation>{0} left</translation>
    </message>
    <message>
        <source>办结：{0}</source>
        <translation>Settled: {0}</translation>
    </message>
    <message>
        <source>协助单位</source>
        <translation>the body asked for help</translation>
    </message>
    <message>
        <source>届满：{0}　{1}</source>
        <translation>Due: {0}  {1}</translation>
    </message>
    <message>
        <source>已办结</source>
        <translation>Settled</translation>
    </message>
    <message>
        <source>已届满</source>
        <translation>Run out</translation>
    </message>
    <message>
        <source>已延长：{0}</source>
        <translation>Extended by {0}</translation>
    </message>
    <message>
        <source>当事人</source>
        <translation>the party</translation>
    </message>
    <message>
        <source>所涉年份没有放假安排，按周末推算，日期不确定。</source>
        <translation>No holiday table for a year concerned: counted by weekends, the date is not certain.</translation>
    </message>
    <message>
        <source>期限属于：{0}</source>
        <translation>Whose time: {0}</translation>
    </message>
    <message>
        <source>期限长度尚未与正式文本核对。</source>
        <translation>Its length is still to be compared with the official text.</translation>
    </message>
    <message>
        <source>本机关</source>
        <translation>this authority</translation>
    </message>
    <message>
        <source>说明：{0}</source>
        <translation>Note: {0}</translation>
    </message>
    <message>
        <source>起算：{0}</source>
        <translation>Counted from: {0}</translation>
    </message>
    <message>
        <source>这是绿色通道的工作目标，不是法定期限。</source>
        <translation>A target of the green channel, not a legal deadline.</translation>
    </message>
    <message>
        <source>进行中</source>
        <translation>Running</translation>
    </message>
    <message>
        <source>逾期 {0}</source>
        <translation>{0} late</translation>
    </message>
    <message>
        <source>逾期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>逾期办结</source>
        <translation>Settled late</translation>
    </message>
    <message>
        <source>{0}（目标）</source>
        <translation>{0} (target)</translation>
    </message>
</context>
<context>
    <name>evidence</name>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>刑事</source>
        <translation>Criminal</translation>
    </message>
    <message>
        <source>民事</source>
        <translation>Civil</translation>
    </message>
    <message>
        <source>行政</source>
        <translation>Administrative</translation>
    </message>
</context>
<context>
    <name>EvidenceCard</name>
    <message>
        <source>证据清单</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>{0}　缺 {1}</source>
        <translation>{0}: {1} missing</translation>
    </message>
    <message>
        <source>案卷中已有：{0}</source>
        <translation>On file: {0}</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>离场前</source>
        <translation>Before leaving</translation>
    </message>
    <message>
        <source>尚缺</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>已取得</source>
        <translation>Obtained</translation>
    </message>
    <message>
        <source>不存在</source>
        <translation>None exists</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>LeavingDialog</name>
    <message>
        <source>离场前核对</source>
        <translation>Before you leave</translation>
    </message>
    <message>
        <source>案卷还缺 {0} 项，离开展位后难以补取：</source>
        <translation>The file lacks {0} items that are hard to obtain once you have left:</translation>
    </message>
    <message>
        <source>返回补充</source>
        <translation>Go back and add</translation>
    </message>
    <message>
        <source>仍要离开</source>
        <translation>Leave all the same</translation>
    </message>
</context>
<context>
    <name>AmountsCard</name>
    <message>
        <source>数量与金额</source>
        <translation>Quantities and amounts</translation>
    </message>
    <message>
        <source>保存数量与金额</source>
        <translation>Save quantities and amounts</translation>
    </message>
    <message>
        <source>以上仅为线索提示，不构成执法结论；数额为已查明部分，由办案人员认定。</source>
        <translation>An indication only, no legal conclusion; amounts are what was found so far, for the officers to determine.</translation>
    </message>
    <message>
        <source>{0}：未查明</source>
        <translation>{0}: not known</translation>
    </message>
    <message>
        <source>二年内曾受处罚：是</source>
        <translation>Punished within two years: yes</translation>
    </message>
    <message>
        <source>二年内曾受处罚：否</source>
        <translation>Punished within two years: no</translation>
    </message>
    <message>
        <source>标准尚未与正式文本核对</source>
        <translation>threshold still to be compared with the official text</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>尚缺：{0}</source>
        <translation>Still missing: {0}</translation>
    </message>
    <message>
        <source>已保存 {0} 项。</source>
        <translation>{0} saved.</translation>
    </message>
    <message>
        <source>二年内是否受过处罚</source>
        <translation>Punished within two years</translation>
    </message>
</context>
<context>
    <name>ProcedurePanel</name>
    <message>
        <source>期限</source>
        <translation>Deadlines</translation>
    </message>
    <message>
        <source>没有正在计算的期限。</source>
        <translation>No deadline runs.</translation>
    </message>
    <message>
        <source>以往案件</source>
        <translation>Earlier cases</translation>
    </message>
    <message>
        <source>本机没有同一当事人或者同一权利的其他案卷。</source>
        <translation>No other case of this party or right on this device.</translation>
    </message>
    <message>
        <source>案由（仅为线索提示）</source>
        <translation>Cause of action (indication only)</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>尚无线索指向任何案由。</source>
        <translation>No finding points to any cause yet.</translation>
    </message>
    <message>
        <source>补充案由</source>
        <translation>Add a cause</translation>
    </message>
    <message>
        <source>起算期限：{0}</source>
        <translation>Start: {0}</translation>
    </message>
    <message>
        <source>程序事项</source>
        <translation>Step of the procedure</translation>
    </message>
    <message>
        <source>时间，如 2026-05-01 09:05</source>
        <translation>When, such as 2026-05-01 09:05</translation>
    </message>
    <message>
        <source>发生时间</source>
        <translation>When it happened</translation>
    </message>
    <message>
        <source>批准人或者经办人</source>
        <translation>Approved or done by</translation>
    </message>
    <message>
        <source>记录</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>记录在程序之外发生的事项，据此起算或者办结期限：</source>
        <translation>Record what happened outside this program; it starts or settles deadlines:</translation>
    </message>
    <message>
        <source>已记录。</source>
        <translation>On record.</translation>
    </message>
    <message>
        <source>撤销补充的案由</source>
        <translation>Take added causes back</translation>
    </message>
</context>
<context>
    <name>PassphraseCard</name>
    <message>
        <source>口令</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>正在核对…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>请等 {0} 秒再试</source>
        <translation>Wait {0} s before the next try</translation>
    </message>
</context>
<context>
    <name>OpeningDialog</name>
    <message>
        <source>护航 · 展会知识产权执法</source>
        <translation>Huhang · IP enforcement at trade fairs</translation>
    </message>
    <message>
        <source>本机数据已加密。请输入口令；忘记口令时，可由两名审核人员恢复，数据不会丢失。</source>
        <translation>The data of this device are encrypted. Enter the passphrase; if it is forgotten, two supervisors can recover it, and nothing is lost.</translation>
    </message>
    <message>
        <source>打开数据</source>
        <translation>Open the data</translation>
    </message>
    <message>
        <source>护航 · 已锁定</source>
        <translation>Huhang · locked</translation>
    </message>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>关闭程序</source>
        <translation>Close the program</translation>
    </message>
    <message>
        <source>数据已关闭，密钥已随原程序离开内存。输入口令后回到原来的页面，已输入的内容都在；已开始的长任务停在两项之间。</source>
        <translation>The data are closed, and the keys left the memory with the program that held them. The passphrase brings the page back with all that was typed; long work was stopped between two items.</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>护航 · 已锁定</source>
        <translation>Huhang · locked</translation>
    </message>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>关闭程序</source>
        <translation>Close the program</translation>
    </message>
    <message>
        <source>窗口已锁定，正在进行的工作继续，已输入的内容保留。密钥仍在内存中：本机正为其他设备提供中心或局域网共享，或锁定时磁盘不可写。</source>
        <translation>The windows are locked; work under way goes on and what was typed stays. The keys are still in memory, because this machine serves others as a hub or on the LAN, or the disk could not be written.</translation>
    </message>
</context>
<context>
    <name>NewPassphraseDialog</name>
    <message>
        <source>原口令</source>
        <translation>Old passphrase</translation>
    </message>
    <message>
        <source>新口令</source>
        <translation>New passphrase</translation>
    </message>
    <message>
        <source>再输入一次新口令</source>
        <translation>New passphrase once more</translation>
    </message>
    <message>
        <source>保存新口令</source>
        <translation>Keep the new passphrase</translation>
    </message>
    <message>
        <source>更改口令</source>
        <translation>Change the passphrase</translation>
    </message>
    <message>
        <source>设置口令</source>
        <translation>Set a passphrase</translation>
    </message>
    <message>
        <source>口令至少8个字符，其中至少5个不同；丢失口令且没有托管密钥时，本机数据无法恢复。</source>
        <translation>At least 8 characters, 5 of them different. Without keys in escrow, a lost passphrase means lost data.</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>LockCard</name>
    <message>
        <source>闲置多久后锁定</source>
        <translation>When to lock</translation>
    </message>
    <message>
        <source>闲置 {0} 分钟后锁定</source>
        <translation>Lock after {0} idle minutes</translation>
    </message>
    <message>
        <source>立即锁定</source>
        <translation>Lock now</translation>
    </message>
    <message>
        <source>更改口令…</source>
        <translation>Change passphrase…</translation>
    </message>
    <message>
        <source>设置口令…</source>
        <translation>Set passphrase…</translation>
    </message>
    <message>
        <source>本机数据已加密，由口令和本机密钥环共同保护。</source>
        <translation>The data are encrypted; the passphrase and the keyring of this machine protect them together.</translation>
    </message>
    <message>
        <source>本机数据已加密，只由口令保护：本机没有可用的密钥环。</source>
        <translation>The data are encrypted; the passphrase alone protects them, as this machine has no keyring.</translation>
    </message>
    <message>
        <source>没有口令，任何拿到这台电脑的人都能读取；仅供练习。</source>
        <translation>No passphrase: whoever holds this computer can read everything. For practice only.</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>核验文书</source>
        <translation>Check documents</translation>
    </message>
    <message>
        <source>人员证书</source>
        <translation>Certificates</translation>
    </message>
    <message>
        <source>文号台账</source>
        <translation>Numbers</translation>
    </message>
</context>
<context>
    <name>CheckPanel</name>
    <message>
        <source>核验一份文书</source>
        <translation>Check a document</translation>
    </message>
    <message>
        <source>打开或拖入 PDF 文件，逐项说明签名、时间戳、所附数据、核验码和本机记录。不联网，不改动文件。</source>
        <translation>Open a PDF or drop it here: signatures, time-stamps, attached data, code and what is on record here are told one by one. No network is used and the file is not changed.</translation>
    </message>
    <message>
        <source>打开文书…</source>
        <translation>Open document…</translation>
    </message>
    <message>
        <source>导出核验网页…</source>
        <translation>Export verifying page…</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>正在核验 {0}…</source>
        <translation>Checking {0}…</translation>
    </message>
    <message>
        <source>正在导出…</source>
        <translation>Exporting…</translation>
    </message>
    <message>
        <source>已写出：设备 {0}、根证书 {1}、有变动的文书 {2}。请公布 SHA-256 和本局指纹 {3}；变动后重新导出。</source>
        <translation>Written: {0} devices, {1} roots, {2} documents with a later fate. Publish the SHA-256 above and the fingerprint {3} of the bureau; export again after changes.</translation>
    </message>
    <message>
        <source>打开文书</source>
        <translation>Open document</translation>
    </message>
    <message>
        <source>导出核验网页</source>
        <translation>Export verifying page</translation>
    </message>
</context>
<context>
    <name>CertificatePanel</name>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>执法证号</source>
        <translation>Certificate no.</translation>
    </message>
    <message>
        <source>文书签名</source>
        <translation>Signs documents</translation>
    </message>
    <message>
        <source>人员证书</source>
        <translation>Certificates</translation>
    </message>
    <message>
        <source>文书由两名执法人员各用本机上的密钥签名。没有证书的人员也可以出具文书，但文件上就没有其电子签名，他人核验时只能与原件核对。</source>
        <translation>Both officers sign documents with keys of their own on this device. An officer without a certificate may issue documents all the same, but the file then lacks that signature, and who checks it can only compare it with the original.</translation>
    </message>
    <message>
        <source>申请证书…</source>
        <translation>Ask for certificates…</translation>
    </message>
    <message>
        <source>建立根证书</source>
        <translation>Make the root</translation>
    </message>
    <message>
        <source>签发证书…</source>
        <translation>Issue certificates…</translation>
    </message>
    <message>
        <source>撤销人员…</source>
        <translation>Revoke officer…</translation>
    </message>
    <message>
        <source>局机关尚未建立根证书。</source>
        <translation>The bureau has no root certificate yet.</translation>
    </message>
    <message>
        <source>根证书 SHA-256：{0}</source>
        <translation>Root certificate SHA-256: {0}</translation>
    </message>
    <message>
        <source>未设置</source>
        <translation>not set</translation>
    </message>
    <message>
        <source>时间戳机构：{0}</source>
        <translation>Time-stamp authority: {0}</translation>
    </message>
    <message>
        <source>已写出申请：{0}。请交局机关签发；证书随下一个展会包返回。</source>
        <translation>Request written: {0}. Give it to the bureau; the certificates come back with the next fair pack.</translation>
    </message>
    <message>
        <source>已签发：{0}。请把新的展会包带给设备。</source>
        <translation>Issued: {0}. Bring a new fair pack to the device.</translation>
    </message>
    <message>
        <source>申请中没有需要证书的人员。</source>
        <translation>Nobody in the request needs a certificate.</translation>
    </message>
    <message>
        <source>已建立根证书；请公布其 SHA-256。</source>
        <translation>The root is made; publish its SHA-256.</translation>
    </message>
    <message>
        <source>申请证书</source>
        <translation>Ask for certificates</translation>
    </message>
    <message>
        <source>签发证书</source>
        <translation>Issue certificates</translation>
    </message>
    <message>
        <source>{0} 将不能再上岗，其证书同时撤销；此前有时间戳的签名仍然有效。</source>
        <translation>{0} can be on duty no more, and the certificates are revoked; signatures with an earlier time-stamp stay good.</translation>
    </message>
    <message>
        <source>撤销人员</source>
        <translation>Revoke officer</translation>
    </message>
    <message>
        <source>已撤销 {0}。</source>
        <translation>{0} is revoked.</translation>
    </message>
    <message>
        <source>已撤销</source>
        <translation>Revoked</translation>
    </message>
    <message>
        <source>本机可签</source>
        <translation>Signs here</translation>
    </message>
    <message>
        <source>证书在别的设备</source>
        <translation>On another device</translation>
    </message>
    <message>
        <source>没有证书</source>
        <translation>None</translation>
    </message>
    <message>
        <source>时间戳机构…</source>
        <translation>Time-stamp authority…</translation>
    </message>
</context>
<context>
    <name>NumberPanel</name>
    <message>
        <source>文号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>设备</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>案卷</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>文书或理由</source>
        <translation>Document or reason</translation>
    </message>
    <message>
        <source>文号台账</source>
        <translation>Ledger of numbers</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>发放号段…</source>
        <translation>Lease a block…</translation>
    </message>
    <message>
        <source>绑定临时文号</source>
        <translation>Bind provisional numbers</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>临时文号 {0} 个待绑定，空闲文号 {1} 个。其他设备尚未交换的文书在此仍显示为空闲。</source>
        <translation>{0} provisional numbers wait, {1} numbers are free. What other devices have not shared yet counts as free here.</translation>
    </message>
    <message>
        <source>已发放 {0} 至 {1}；随下一个展会包到达设备。</source>
        <translation>Leased {0} to {1}; they reach the device with the next fair pack.</translation>
    </message>
    <message>
        <source>已绑定 {0} 个文号。</source>
        <translation>{0} numbers bound.</translation>
    </message>
    <message>
        <source>没有待绑定的临时文号。</source>
        <translation>No provisional number waits.</translation>
    </message>
    <message>
        <source>待绑定</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>已作废</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>重号</source>
        <translation>Twice</translation>
    </message>
    <message>
        <source>空闲</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>已出具</source>
        <translation>Issued</translation>
    </message>
</context>
<context>
    <name>LeaseDialog</name>
    <message>
        <source>设备</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>字号</source>
        <translation>Series</translation>
    </message>
    <message>
        <source>年份之前的文字，如“杭市监责改”</source>
        <translation>Before the year, as “杭市监责改”</translation>
    </message>
    <message>
        <source>年份</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>数量</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>发放号段</source>
        <translation>Lease a block</translation>
    </message>
    <message>
        <source>发放</source>
        <translation>Lease</translation>
    </message>
</context>
<context>
    <name>corner</name>
    <message>
        <source>中心日志警报</source>
        <translation>Hub log alarm</translation>
    </message>
    <message>
        <source>离线可用 · {0} 条待交换</source>
        <translation>Works offline · {0} to share</translation>
    </message>
    <message>
        <source>正在同步 · 待送 {0}</source>
        <translation>Syncing · {0} to send</translation>
    </message>
    <message>
        <source>尚未联系</source>
        <translation>never</translation>
    </message>
    <message>
        <source>未连上 · 上次 {0} · 待送 {1}</source>
        <translation>No hub · last {0} · {1} to send</translation>
    </message>
    <message>
        <source>待送 {0} · 上次 {1}</source>
        <translation>{0} to send · last {1}</translation>
    </message>
    <message>
        <source>已全部送达 · {0}</source>
        <translation>All delivered · {0}</translation>
    </message>
    <message>
        <source>中心已证明持有：记录 {0}/{1}，照片和文书 {2}/{3}。</source>
        <translation>The hub proved to hold: entries {0}/{1}, photos and documents {2}/{3}.</translation>
    </message>
    <message>
        <source>每一份都有经核验的回执（中心签名日志中的包含证明）。</source>
        <translation>Each has a verified receipt (an inclusion proof in the hub's signed log).</translation>
    </message>
</context>
<context>
    <name>AlarmBanner</name>
    <message>
        <source>查看警报</source>
        <translation>See the alarm</translation>
    </message>
    <message>
        <source>警报：{0}</source>
        <translation>Alarm: {0}</translation>
    </message>
</context>
<context>
    <name>aside</name>
    <message>
        <source>日志</source>
        <translation>log</translation>
    </message>
    <message>
        <source>第 {0} 条之处</source>
        <translation>at entry {0}</translation>
    </message>
    <message>
        <source>暂存待核的记录</source>
        <translation>Entries waiting aside</translation>
    </message>
    <message>
        <source>来源尚不能核实，未采纳也未丢弃；局机关登记该设备或补齐缺件后自动采纳。</source>
        <translation>Their source cannot be verified yet: neither taken nor thrown away, and taken by itself once the bureau has enrolled the device or what lacks has come.</translation>
    </message>
    <message>
        <source>日志分叉</source>
        <translation>Forks of logs</translation>
    </message>
    <message>
        <source>同一日志同一位置有两条记录：可能由旧备份恢复，也可能有人另写。两支均已保留，请查明并报告局机关。</source>
        <translation>Two entries in one place of a log: a restored backup, or somebody wrote another. Both are kept; find out why and tell the bureau.</translation>
    </message>
    <message>
        <source>新版程序的记录</source>
        <translation>Entries of a later program</translation>
    </message>
    <message>
        <source>本机程序不认识这些记录，已原样保存并继续转送；请升级程序后查看。</source>
        <translation>This program does not know them; they are kept and shared as they are. Update the program to see them.</translation>
    </message>
    <message>
        <source>新案卷编号和自编文号之后带 {0}，不会与恢复前的编号重复。</source>
        <translation>New case numbers, and numbers it counts by itself, end in {0}, so that none is given twice.</translation>
    </message>
    <message>
        <source>局机关已在恢复之后重新发放号段，正式文号照常使用。</source>
        <translation>The bureau has leased numbers since; official numbers are taken from them.</translation>
    </message>
    <message>
        <source>恢复之前的 {0} 个号段不再取号，文书先编临时文号。</source>
        <translation>Blocks of numbers leased before ({0}) are not used any more; documents get provisional numbers.</translation>
    </message>
    <message>
        <source>请先与中心同步，或用U盘与局机关交换，取回局里已有的记录，也让局机关知道本机已恢复。</source>
        <translation>Sync with the hub, or exchange with the bureau by USB stick: that brings back what it holds, and tells it of the restore.</translation>
    </message>
    <message>
        <source>请局机关在收到本机新日志之后，为本机重新发放号段并绑定临时文号。</source>
        <translation>Ask the bureau to lease a new block of numbers once it has this log, and to bind the provisional ones.</translation>
    </message>
    <message>
        <source>备份之后出具而没有送出的文书和记录可能找不回来：请核对手中的纸质文书，并报告局机关。</source>
        <translation>Documents and records made after the backup and never sent may be gone: compare the papers at hand, and report to the bureau.</translation>
    </message>
    <message>
        <source>保存过的记录不在了　{0}</source>
        <translation>Saved entries are gone　{0}</translation>
    </message>
    <message>
        <source>它们曾经保存，现在已不在本机：磁盘出错，或恢复了较早的备份。这一情况已记入日志。</source>
        <translation>They were saved and are not on this device any more: a fault of the disk, or an older backup was restored. This is on record in the log.</translation>
    </message>
    <message>
        <source>日志 {0}：第 {1} 至 {2} 条，缺 {3} 条。</source>
        <translation>Log {0}: numbers {1} to {2}, {3} missing.</translation>
    </message>
    <message>
        <source>请先与中心同步；本机有黑匣子的，插上后在“U盘与其他设备”一栏读入：那里有的都会原样取回。</source>
        <translation>Sync with the hub first; if this device has a black box, put it in and read it under "Sticks and devices": whatever is there comes back unchanged.</translation>
    </message>
    <message>
        <source>取不回的，请对照纸质文书和现场照片补录，并报告局机关。本机照常可用。</source>
        <translation>What does not come back: record it again from the papers and photos, and report it to the bureau. This device works as usual.</translation>
    </message>
    <message>
        <source>本机的日志退回过较早的状态</source>
        <translation>The log of this device went back to an earlier state</translation>
    </message>
    <message>
        <source>恢复了较早的备份，或磁盘出错；已停写旧日志、另起新日志，旧日志保留备查。</source>
        <translation>An older backup was restored, or the disk failed. The old log is not written any more and stays; a fresh one has begun.</translation>
    </message>
    <message>
        <source>日志中的警报</source>
        <translation>Alarms in the log</translation>
    </message>
    <message>
        <source>各设备发现后记入日志的：中心改写或漏交记录、日志分叉、记录丢失。请查明并报告局机关。</source>
        <translation>Found by devices and put on record: a hub that rewrote its log or left entries out, a fork, a loss. Find out why and report it to the bureau.</translation>
    </message>
</context>
<context>
    <name>AsidePanel</name>
    <message>
        <source>没有待核的记录，也没有分叉。</source>
        <translation>Nothing waits aside, and no log is forked.</translation>
    </message>
</context>
<context>
    <name>HubPanel</name>
    <message>
        <source>同步中心</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>中心已证明持有：记录 {0} / {1}，照片和文书 {2} / {3}</source>
        <translation>The hub proved to hold: entries {0} / {1}, photos and documents {2} / {3}</translation>
    </message>
    <message>
        <source>尚未联系</source>
        <translation>never</translation>
    </message>
    <message>
        <source>尚未加入中心</source>
        <translation>No hub joined yet</translation>
    </message>
    <message>
        <source>{0}　上次联系 {1}</source>
        <translation>{0}   last contact {1}</translation>
    </message>
    <message>
        <source>同步进度</source>
        <translation>Progress of the sync</translation>
    </message>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>立即同步</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>中心连得上时会自动同步，不影响记录；断开随时可续传，没有回执的内容一律留在本机。</source>
        <translation>Syncs by itself whenever the hub answers and never holds up your work. A broken line is taken up again; what has no receipt stays here.</translation>
    </message>
    <message>
        <source>加入中心</source>
        <translation>Join a hub</translation>
    </message>
    <message>
        <source>地址和名片文件（hub.card）由局机关发放，只需一次。</source>
        <translation>The bureau gives out the address and the card (hub.card); needed once.</translation>
    </message>
    <message>
        <source>中心地址</source>
        <translation>Address of the hub</translation>
    </message>
    <message>
        <source>选择名片并加入…</source>
        <translation>Choose the card and join…</translation>
    </message>
    <message>
        <source>中心名片</source>
        <translation>The hub's card</translation>
    </message>
    <message>
        <source>中心日志警报</source>
        <translation>Hub log alarm</translation>
    </message>
    <message>
        <source>请不要删除本机任何内容；把U盘同步包交给审核人员，并立即报告局机关核查中心。在签阅之前本机不再自动与中心同步。中心密钥 {0}</source>
        <translation>Delete nothing here. Hand a stick to your supervisor and tell the bureau at once to examine the hub. Until this is read, nothing is synced unasked. Key of the hub {0}</translation>
    </message>
    <message>
        <source>已阅并已报告局机关</source>
        <translation>Read, and reported to the bureau</translation>
    </message>
    <message>
        <source>送出 {0} 条、{1} 个文件，收到 {2} 条、{3} 个文件，新回执 {4} 份</source>
        <translation>Sent {0} entries, {1} files; received {2} entries, {3} files; {4} new receipts</translation>
    </message>
    <message>
        <source>另有 {0} 项未被接受：{1}</source>
        <translation>{0} were not accepted: {1}</translation>
    </message>
    <message>
        <source>输入主管屏幕上的中心地址和登记码（九个单词），或选择登记码二维码的图片；只需一次。</source>
        <translation>Type the hub address and the code (nine words) from the supervisor's screen, or choose a picture of its QR code; once is enough.</translation>
    </message>
    <message>
        <source>登记码：九个单词</source>
        <translation>Code: nine words</translation>
    </message>
    <message>
        <source>登记码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>用登记码加入</source>
        <translation>Join by code</translation>
    </message>
    <message>
        <source>选择二维码图片…</source>
        <translation>Choose a picture of the QR code…</translation>
    </message>
    <message>
        <source>用名片文件加入…</source>
        <translation>Join by a card file…</translation>
    </message>
    <message>
        <source>本机指纹：{0}　请与主管屏幕核对；主管确认后自动开始同步。</source>
        <translation>This device's fingerprint: {0}. Compare it with the supervisor's screen; syncing begins once it is confirmed.</translation>
    </message>
    <message>
        <source>已向中心申请登记。本机指纹：{0}</source>
        <translation>Asked to be enrolled. This device's fingerprint: {0}</translation>
    </message>
    <message>
        <source>登记码二维码的图片</source>
        <translation>Picture of the QR code</translation>
    </message>
</context>
<context>
    <name>BlackBoxPanel</name>
    <message>
        <source>黑匣子</source>
        <translation>Black box</translation>
    </message>
    <message>
        <source>插着的U盘或存储卡会自动再存一份全部记录和照片，加密后只有局机关和本机能读。电脑丢失或损坏时，把它交给局机关即可恢复。随时拔出不会损坏已存的内容。</source>
        <translation>A stick or card that stays in gets every record and photo again, sealed so that only the bureau and this device can read it. If the laptop is lost or broken, the bureau restores all of it from there. Pulling it out at any time harms nothing that is on it.</translation>
    </message>
    <message>
        <source>介质</source>
        <translation>Medium</translation>
    </message>
    <message>
        <source>用作本机黑匣子</source>
        <translation>Use as black box</translation>
    </message>
    <message>
        <source>没有插入U盘或存储卡</source>
        <translation>No stick or card is in</translation>
    </message>
    <message>
        <source>黑匣子：还差 {0} 条记录、{1} 个文件</source>
        <translation>Black box: behind by {0} records and {1} files</translation>
    </message>
    <message>
        <source>黑匣子：尚未启用</source>
        <translation>Black box: not set up yet</translation>
    </message>
    <message>
        <source>黑匣子：未插入</source>
        <translation>Black box: not in</translation>
    </message>
    <message>
        <source>黑匣子：正在核对 {0}</source>
        <translation>Black box: checking {0}</translation>
    </message>
    <message>
        <source>黑匣子：已存全部内容（{0}）</source>
        <translation>Black box: holds everything ({0})</translation>
    </message>
    <message>
        <source>黑匣子：已满，请换一个介质</source>
        <translation>Black box: full, use another medium</translation>
    </message>
    <message>
        <source>黑匣子：介质有问题，请换一个</source>
        <translation>Black box: the medium is faulty, use another</translation>
    </message>
    <message>
        <source>选择文件夹…</source>
        <translation>Choose a folder…</translation>
    </message>
    <message>
        <source>用作黑匣子的文件夹</source>
        <translation>Folder for the black box</translation>
    </message>
    <message>
        <source>也可以选择另一块磁盘或网络共享上的文件夹；与数据在同一块磁盘上的，电脑丢失时会一起丢失。</source>
        <translation>A folder on another disk or a network share will do as well; one on the same disk as the data is lost with it.</translation>
    </message>
</context>
<context>
    <name>lamps</name>
    <message>
        <source>已盖时间戳</source>
        <translation>Time-stamped</translation>
    </message>
    <message>
        <source>照片齐</source>
        <translation>Photos at hub</translation>
    </message>
    <message>
        <source>中心已收，缺 {0} 个文件</source>
        <translation>At hub, {0} files lacking</translation>
    </message>
    <message>
        <source>本机+黑匣子</source>
        <translation>Here + black box</translation>
    </message>
    <message>
        <source>仅本机</source>
        <translation>Here only</translation>
    </message>
    <message>
        <source>本机：{0} 条记录已签名，{1} 个文件</source>
        <translation>Here: {0} signed entries, {1} files</translation>
    </message>
    <message>
        <source>黑匣子：{0} / {1} 项已写入并读回比对</source>
        <translation>Black box: {0} / {1} written, read back and compared</translation>
    </message>
    <message>
        <source>中心已收：{0} / {1} 条记录有中心签名日志的包含证明</source>
        <translation>Hub: {0} / {1} entries have a proof that the hub's signed log includes them</translation>
    </message>
    <message>
        <source>照片齐：{0} / {1} 个文件由中心读回校验并有证明</source>
        <translation>Photos: {0} / {1} files were read back by the hub and have a proof</translation>
    </message>
    <message>
        <source>时间戳：{0} / {1} 项被可信时间戳覆盖</source>
        <translation>Time: {0} / {1} are covered by a trusted time-stamp</translation>
    </message>
</context>
<context>
    <name>ConflictCards</name>
    <message>
        <source>记录时双方尚未同步，两种记载都保留。选定一种，或填写核实后的内容：</source>
        <translation>Neither had seen the other; both are kept. Choose one, or enter what you have established:</translation>
    </message>
    <message>
        <source>{0}　{1}　{2}　{3}</source>
        <translation>{0}   {1}   {2}   {3}</translation>
    </message>
    <message>
        <source>选定</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>核实后的内容</source>
        <translation>What you have established</translation>
    </message>
    <message>
        <source>记入</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>已记入，先前两种记载仍在时间线中。</source>
        <translation>Recorded; both earlier values stay in the timeline.</translation>
    </message>
</context>
<context>
    <name>PhotoWall</name>
    <message>
        <source>还没有照片。</source>
        <translation>No photos yet.</translation>
    </message>
    <message>
        <source>照片 {0}</source>
        <translation>Photo {0}</translation>
    </message>
    <message>
        <source>已另存处理后的图片，原图不变。</source>
        <translation>The edited picture is kept; the original stays.</translation>
    </message>
    <message>
        <source>查看与处理</source>
        <translation>View and edit</translation>
    </message>
    <message>
        <source>照片原件已另存：{0}；已记入保管链。</source>
        <translation>The original photo was saved: {0}; this is part of the chain of custody.</translation>
    </message>
    <message>
        <source>照片尚未同步到本机</source>
        <translation>The photo has not come to this device yet</translation>
    </message>
    <message>
        <source>照片无法显示</source>
        <translation>The photo cannot be shown</translation>
    </message>
    <message>
        <source>展位全景</source>
        <translation>The stand</translation>
    </message>
    <message>
        <source>展品</source>
        <translation>Exhibit</translation>
    </message>
    <message>
        <source>标识</source>
        <translation>Mark</translation>
    </message>
    <message>
        <source>号码</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>裁剪</source>
        <translation>Cropped</translation>
    </message>
    <message>
        <source>加框</source>
        <translation>Framed</translation>
    </message>
    <message>
        <source>模糊处理</source>
        <translation>Blurred</translation>
    </message>
</context>
<context>
    <name>closing</name>
    <message>
        <source>尚未加入中心：请加入中心，或写U盘同步包交给审核人员。</source>
        <translation>No hub was joined: join one, or write a stick for your supervisor.</translation>
    </message>
    <message>
        <source>中心日志有警报未签阅：请先查看警报；把U盘同步包交给审核人员。</source>
        <translation>An alarm of the hub is unread: read it first, and hand a stick to your supervisor.</translation>
    </message>
    <message>
        <source>等待与中心同步：请点“立即同步”；没有网络时写U盘同步包。</source>
        <translation>Waiting for the hub: choose “Sync now”; without a network write a stick.</translation>
    </message>
    <message>
        <source>有文件只在别的设备上：请等那台设备同步，或读入它的U盘。</source>
        <translation>Some files are on another device only: wait until it has synced, or read its stick.</translation>
    </message>
    <message>
        <source>不属于案卷的记录</source>
        <translation>Entries of no case</translation>
    </message>
    <message>
        <source>{0} 项　{1}</source>
        <translation>{0}   {1}</translation>
    </message>
    <message>
        <source>……另有 {0} 件</source>
        <translation>… and {0} more</translation>
    </message>
    <message>
        <source>{0} / {1} 项安全</source>
        <translation>{0} of {1} safe</translation>
    </message>
</context>
<context>
    <name>ClosingPanel</name>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>整个展会</source>
        <translation>The whole fair</translation>
    </message>
    <message>
        <source>立即同步</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>核对并出具说明</source>
        <translation>Close and write the statement</translation>
    </message>
    <message>
        <source>已记入日志：{0}</source>
        <translation>On record: {0}</translation>
    </message>
    <message>
        <source>设备</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>执法人员</source>
        <translation>Officers</translation>
    </message>
    <message>
        <source>尚未安全</source>
        <translation>Not safe yet</translation>
    </message>
</context>
<context>
    <name>RunningCard</name>
    <message>
        <source>中心口令（仅用命令行另设过口令时）</source>
        <translation>Hub passphrase (only if one was set by command)</translation>
    </message>
    <message>
        <source>中心文件夹</source>
        <translation>Hub folder</translation>
    </message>
    <message>
        <source>中心口令</source>
        <translation>Hub passphrase</translation>
    </message>
    <message>
        <source>本机地址</source>
        <translation>Address of this machine</translation>
    </message>
    <message>
        <source>端口</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>选择文件夹…</source>
        <translation>Choose folder…</translation>
    </message>
    <message>
        <source>启动中心</source>
        <translation>Start hub</translation>
    </message>
    <message>
        <source>停止中心</source>
        <translation>Stop hub</translation>
    </message>
    <message>
        <source>本机中心</source>
        <translation>Hub on this machine</translation>
    </message>
    <message>
        <source>各设备经中心同步。首次启动在空文件夹中建立中心；关闭程序时中心随之停止，已收内容不受影响。</source>
        <translation>Devices sync through the hub. The first start makes it in an empty folder; it stops when the program closes, and keeps all that it received.</translation>
    </message>
    <message>
        <source>正在运行：{0}</source>
        <translation>Running: {0}</translation>
    </message>
    <message>
        <source>未运行</source>
        <translation>Not running</translation>
    </message>
    <message>
        <source>正在启动…</source>
        <translation>Starting…</translation>
    </message>
    <message>
        <source>中心已启动：{0}</source>
        <translation>The hub has started: {0}</translation>
    </message>
    <message>
        <source>中心已停止。</source>
        <translation>The hub has stopped.</translation>
    </message>
</context>
<context>
    <name>InvitingCard</name>
    <message>
        <source>中心地址</source>
        <translation>Hub address</translation>
    </message>
    <message>
        <source>生成登记码</source>
        <translation>Make a code</translation>
    </message>
    <message>
        <source>登记码二维码</source>
        <translation>QR code of the invitation</translation>
    </message>
    <message>
        <source>确认为审核设备（可看全部案卷）</source>
        <translation>Enrol as a supervisor's device (sees all cases)</translation>
    </message>
    <message>
        <source>登记新设备</source>
        <translation>Enrol a new device</translation>
    </message>
    <message>
        <source>新设备在“交换—加入中心”扫描二维码图片或输入单词；随后与设备屏幕核对指纹四个单词，一致才确认。</source>
        <translation>On the new device, Exchange, Join a hub: choose a picture of the QR code or type the words. Then compare the four fingerprint words with its screen, and confirm only if they agree.</translation>
    </message>
    <message>
        <source>等待确认的设备</source>
        <translation>Devices waiting to be confirmed</translation>
    </message>
    <message>
        <source>还可使用 {0} 分钟，只供一台设备。中心地址 {1}</source>
        <translation>Good for {0} more min, for one device. Hub address {1}</translation>
    </message>
    <message>
        <source>登记码已过期；请重新生成。</source>
        <translation>The code has expired; make another.</translation>
    </message>
    <message>
        <source>目前没有设备在等待。</source>
        <translation>No device is waiting.</translation>
    </message>
    <message>
        <source>核对一致，确认登记</source>
        <translation>The words agree: enrol</translation>
    </message>
    <message>
        <source>已登记；中心尚未收到，下次同步送达：{0}</source>
        <translation>Enrolled; the hub was not told yet, the next sync will: {0}</translation>
    </message>
    <message>
        <source>设备已登记，可以同步。</source>
        <translation>The device is enrolled and can sync.</translation>
    </message>
</context>
<context>
    <name>DevicesCard</name>
    <message>
        <source>号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>设备</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>最近记录</source>
        <translation>Last entry</translation>
    </message>
    <message>
        <source>尚无</source>
        <translation>None yet</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>吊销理由，例如：设备遗失</source>
        <translation>Reason, for example: lost</translation>
    </message>
    <message>
        <source>吊销理由</source>
        <translation>Reason for revoking</translation>
    </message>
    <message>
        <source>吊销所选设备</source>
        <translation>Revoke the chosen device</translation>
    </message>
    <message>
        <source>吊销后该设备不能再同步，其后写入的记录暂存待核；已收的记录仍然有效。吊销不能撤回。</source>
        <translation>A revoked device cannot sync any more, and what it writes afterwards is kept apart; what was received stays valid. This cannot be undone.</translation>
    </message>
    <message>
        <source>已吊销 {0} 号设备。</source>
        <translation>Device {0} is revoked.</translation>
    </message>
    <message>
        <source>审核设备</source>
        <translation>supervisor's</translation>
    </message>
    <message>
        <source>已吊销：{0}</source>
        <translation>Revoked: {0}</translation>
    </message>
    <message>
        <source>使用中</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>CustodyPanel</name>
    <message>
        <source>照片</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>设备时钟</source>
        <translation>Device clock</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>What</translation>
    </message>
    <message>
        <source>对象</source>
        <translation>Of what</translation>
    </message>
    <message>
        <source>人员</source>
        <translation>Officers</translation>
    </message>
    <message>
        <source>设备</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>保管链报告与证据导出</source>
        <translation>Custody report and evidence export</translation>
    </message>
    <message>
        <source>报告列明谁在何时持有、查看、复制、导出，各有何种证明。证据导出供法院、公安等在没有本程序的电脑上核验。勾选照片则只涉及这些照片，不勾选即整个案卷。</source>
        <translation>The report lists who had, saw, copied and exported what and when, each with its proof. Exported evidence is checked by courts or police on computers without this program. Tick photos to take these only; without a tick it is the whole case.</translation>
    </message>
    <message>
        <source>保管链报告（PDF）…</source>
        <translation>Custody report (PDF)…</translation>
    </message>
    <message>
        <source>证据导出…</source>
        <translation>Export evidence…</translation>
    </message>
    <message>
        <source>保管链</source>
        <translation>Chain of custody</translation>
    </message>
    <message>
        <source>正在制作保管链报告…</source>
        <translation>Making the custody report…</translation>
    </message>
    <message>
        <source>保管链报告已保存：{0}</source>
        <translation>Custody report saved: {0}</translation>
    </message>
    <message>
        <source>保管链报告</source>
        <translation>Custody report</translation>
    </message>
    <message>
        <source>依法删除…</source>
        <translation>Lawful erasure…</translation>
    </message>
    <message>
        <source>文书</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>文书副本的用途</source>
        <translation>What the copy is for</translation>
    </message>
    <message>
        <source>文书副本的用途，例如：送档案室</source>
        <translation>What the copy is for, e.g. for the archive</translation>
    </message>
    <message>
        <source>另存文书副本…</source>
        <translation>Save a copy of the document…</translation>
    </message>
    <message>
        <source>另存文书副本</source>
        <translation>Save a copy of the document</translation>
    </message>
    <message>
        <source>文书副本已另存：{0}</source>
        <translation>The copy was saved: {0}</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>证据导出</source>
        <translation>Export evidence</translation>
    </message>
    <message>
        <source>选定的 {0} 张照片，及与之有关的记录。</source>
        <translation>The {0} photos chosen, and the entries about them.</translation>
    </message>
    <message>
        <source>整个案卷，{0} 张照片。</source>
        <translation>The whole case, {0} photos.</translation>
    </message>
    <message>
        <source>移送公安机关</source>
        <translation>Transfer to the police</translation>
    </message>
    <message>
        <source>行政复议</source>
        <translation>Administrative reconsideration</translation>
    </message>
    <message>
        <source>诉讼</source>
        <translation>Lawsuit</translation>
    </message>
    <message>
        <source>协助其他机关</source>
        <translation>Assistance to another authority</translation>
    </message>
    <message>
        <source>交给谁 *</source>
        <translation>To whom *</translation>
    </message>
    <message>
        <source>用途 *</source>
        <translation>What for *</translation>
    </message>
    <message>
        <source>法律依据 *</source>
        <translation>Legal basis *</translation>
    </message>
    <message>
        <source>完整</source>
        <translation>Whole</translation>
    </message>
    <message>
        <source>脱敏</source>
        <translation>Masked</translation>
    </message>
    <message>
        <source>尚未选择</source>
        <translation>Not chosen yet</translation>
    </message>
    <message>
        <source>存放位置…</source>
        <translation>Place…</translation>
    </message>
    <message>
        <source>开始导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>取消导出</source>
        <translation>Cancel the export</translation>
    </message>
    <message>
        <source>请先选择存放位置。</source>
        <translation>Choose a place first.</translation>
    </message>
    <message>
        <source>正在准备…</source>
        <translation>Preparing…</translation>
    </message>
    <message>
        <source>已写出 {0} 个文件</source>
        <translation>{0} files written</translation>
    </message>
    <message>
        <source>一、把整个文件夹交给接收人，不要改名，不要增删文件，并请其签收；签收单上写明清单摘要 {0}。</source>
        <translation>1. Hand over the whole folder, without renaming, adding or removing files, against a receipt that states the digest of its list: {0}.</translation>
    </message>
    <message>
        <source>二、接收人在文件夹中运行下面的命令，最后一行为“ALL HOLDS”即全部成立；不需要本程序，也不需要联网。</source>
        <translation>2. The recipient runs this command in the folder; if its last line says ALL HOLDS, everything holds. Neither this program nor a network is needed.</translation>
    </message>
    <message>
        <source>三、命令中的局机关日志编号应由接收人向局机关另行核对，不以文件夹中所写为准。</source>
        <translation>3. The recipient asks the bureau itself for the id of its log in this command, and does not rely on what the folder says.</translation>
    </message>
    <message>
        <source>脱敏导出：被保留的内容，日后可由本机关出示核对。</source>
        <translation>Masked export: what was withheld can be shown by this bureau later and checked.</translation>
    </message>
    <message>
        <source>打开文件夹</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>复制命令</source>
        <translation>Copy command</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>{0} / {1} 个文件</source>
        <translation>{0} / {1} files</translation>
    </message>
    <message>
        <source>存放位置</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>不附保管链报告、文书、未勾选的照片和记录内容；只有摘要、签名、证明和勾选的照片。照片按原字节附上，画面中的人和文字仍可见。</source>
        <translation>Without custody report, documents, photos that were not ticked and what entries say: digests, signatures, proofs and ticked photos only. Photos are enclosed as they are, with the people and words in them.</translation>
    </message>
    <message>
        <source>照片和文书原件、全部记录、签名、证明、时间戳和保管链报告，内含个人信息。</source>
        <translation>Original photos and documents, all entries, signatures, proofs, time stamps and the custody report. They hold personal data.</translation>
    </message>
    <message>
        <source>已取消，没有留下任何文件；案卷中记有这次导出及其取消。</source>
        <translation>Cancelled, and no file was left; the case has on record that it was begun and cancelled.</translation>
    </message>
</context>
<context>
    <name>LanPanel</name>
    <message>
        <source>开始共享</source>
        <translation>Start sharing</translation>
    </message>
    <message>
        <source>停止共享</source>
        <translation>Stop sharing</translation>
    </message>
    <message>
        <source>查找附近设备并同步</source>
        <translation>Find devices nearby and sync</translation>
    </message>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>同步进度</source>
        <translation>Progress of the sync</translation>
    </message>
    <message>
        <source>本机共享</source>
        <translation>Share from this device</translation>
    </message>
    <message>
        <source>没有互联网时，由一台设备共享，其他设备连接同一局域网或热点即可找到它并同步。只有局机关登记的设备能找到、能连接；每条记录照样取得可核验的回执。换了网络，请停止后重新开始。</source>
        <translation>Without internet, one device shares; the others join the same LAN or hotspot, find it and sync. Only devices that the bureau enrolled find it and may connect, and every entry gets a receipt that can be verified. On another network, stop and start again.</translation>
    </message>
    <message>
        <source>与附近设备同步</source>
        <translation>Sync with devices nearby</translation>
    </message>
    <message>
        <source>查找局域网上正在共享的本局设备，逐台同步；可随时停止，已收到的回执有效。</source>
        <translation>Looks for devices of the bureau that share on the LAN and syncs with one after the other. Stop whenever you like: receipts that came stay valid.</translation>
    </message>
    <message>
        <source>正在共享：{0}</source>
        <translation>Sharing: {0}</translation>
    </message>
    <message>
        <source>未共享</source>
        <translation>Not sharing</translation>
    </message>
    <message>
        <source>已停止。</source>
        <translation>Stopped.</translation>
    </message>
    <message>
        <source>{0}（{1}）：送出 {2} 条、{3} 个文件，收到 {4} 条、{5} 个文件，新回执 {6} 份</source>
        <translation>{0} ({1}): sent {2} entries, {3} files; received {4} entries, {5} files; {6} new receipts</translation>
    </message>
</context>
<context>
    <name>RulesPanel</name>
    <message>
        <source>仍要继续的理由（将记入日志）</source>
        <translation>Reason to go on all the same (goes on record)</translation>
    </message>
    <message>
        <source>仍要继续的理由</source>
        <translation>Reason to go on</translation>
    </message>
    <message>
        <source>（另有 {0} 处）</source>
        <translation> (and {0} more)</translation>
    </message>
</context>
<context>
    <name>FormSource</name>
    <message>
        <source>格式文件内容</source>
        <translation>Content of the form file</translation>
    </message>
</context>
<context>
    <name>FormCheck</name>
    <message>
        <source>检查进度</source>
        <translation>Progress of the check</translation>
    </message>
    <message>
        <source>已检查 %v / %m</source>
        <translation>%v of %m checked</translation>
    </message>
    <message>
        <source>停止检查</source>
        <translation>Stop the check</translation>
    </message>
    <message>
        <source>全部格式检查通过。</source>
        <translation>All forms passed the check.</translation>
    </message>
    <message>
        <source>已发布：{0}，版本 {1}。</source>
        <translation>Published: {0}, edition {1}.</translation>
    </message>
</context>
<context>
    <name>BlankDialog</name>
    <message>
        <source>空白表：{0}</source>
        <translation>Blank: {0}</translation>
    </message>
    <message>
        <source>打印空白表</source>
        <translation>Print the blank</translation>
    </message>
    <message>
        <source>没有文号，手填后请拍照或扫描入卷，并补录到案卷。</source>
        <translation>It has no number. Photograph or scan it once filled in, and enter in the case what it says.</translation>
    </message>
    <message>
        <source>没有可用的打印机；请连接并在系统设置中添加。</source>
        <translation>No printer is there; connect one and add it in the system's settings.</translation>
    </message>
</context>
<context>
    <name>PullingCard</name>
    <message>
        <source>从其他中心拉取</source>
        <translation>Pull from other hubs</translation>
    </message>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>拉取进度</source>
        <translation>Progress of the pull</translation>
    </message>
    <message>
        <source>其他中心</source>
        <translation>Other hubs</translation>
    </message>
    <message>
        <source>本机中心运行时，可收取局机关其他中心的全部记录和文件；对方日志须先证明没有被改写，每条记录、每个文件都须证明在其日志中。可反复进行，已有的不再收取。</source>
        <translation>While a hub runs here it can take all entries and files that the bureau's other hubs hold. Their logs must prove first that they were not rewritten, and then that they hold each entry and file. Pull as often as you like; what is here is not taken again.</translation>
    </message>
    <message>
        <source>{0}：收到 {1} 条记录、{2} 个文件</source>
        <translation>{0}: received {1} entries, {2} files</translation>
    </message>
    <message>
        <source>尚缺文件 {0} 个</source>
        <translation>{0} files still lacking</translation>
    </message>
</context>
<context>
    <name>ErasureDialog</name>
    <message>
        <source>依法删除</source>
        <translation>Erase by law</translation>
    </message>
    <message>
        <source>法律依据 *</source>
        <translation>Legal basis *</translation>
    </message>
    <message>
        <source>由谁提出、由谁决定（文号）*</source>
        <translation>Who asked, who decided (file number) *</translation>
    </message>
    <message>
        <source>确认：请输入“{0} {1}”</source>
        <translation>To confirm, type “{0} {1}”</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>只有审核人员可以依法删除，并且须在局机关或者审核人员的设备上操作。</source>
        <translation>Only a supervisor erases, at the bureau's own or a supervisor's device.</translation>
    </message>
    <message>
        <source>　{0} 个文件</source>
        <translation>　{0} files</translation>
    </message>
    <message>
        <source>删除：勾选的记录的内容，以及其中点名的照片和文件。本机立即删除；中心和其他设备收到后照此删除，不再提供。黑匣子、备份、U盘、纸质件和已经导出的证据不在其内，须另行处理。</source>
        <translation>Erased: what the ticked entries say, with the photos and files that they name. Here at once; the hub and other devices do the same when the order reaches them, and give nothing of it any more. Black boxes, backups, sticks, paper and evidence handed out before are not reached and must be dealt with apart.</translation>
    </message>
    <message>
        <source>保留并仍可证明：何时、何人、在哪台设备记录了哪一类事项，内容和文件的摘要与大小，签名、时间戳和中心的证明；以及本次删除由谁、依据什么作出。删除不能撤回。</source>
        <translation>Kept and still provable: when, by whom and on which device what kind of thing was recorded, digests and sizes of content and files, signatures, time stamps and the hub's proofs; and who erased it on what basis. Erasing cannot be undone.</translation>
    </message>
    <message>
        <source>已依法删除；本案共有 {0} 条记录的内容已删除，签名和证明仍可核验。</source>
        <translation>Erased by law; the content of {0} entries of this case is gone. Signatures and proofs still verify.</translation>
    </message>
</context>
<context>
    <name>PapersBox</name>
    <message>
        <source>附材料照片或 PDF…</source>
        <translation>Add photos or PDFs…</translation>
    </message>
    <message>
        <source>材料原件</source>
        <translation>Papers as handed in</translation>
    </message>
    <message>
        <source>尚未附照片。权利证明等材料可在收件时拍照附入，作为证据保存。</source>
        <translation>No photo yet. Proofs of right and other papers can be photographed when they are handed in; they are kept as evidence.</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>哪一份材料</source>
        <translation>Which paper</translation>
    </message>
    <message>
        <source>照片或 PDF，可选多个</source>
        <translation>Photos or PDFs, several at once</translation>
    </message>
    <message>
        <source>说明（可空）</source>
        <translation>Note (may be empty)</translation>
    </message>
    <message>
        <source>附材料</source>
        <translation>Add papers</translation>
    </message>
    <message>
        <source>已附 {0} 个文件，作为证据保存。</source>
        <translation>{0} files added and kept as evidence.</translation>
    </message>
</context>
<context>
    <name>AuthorityDialog</name>
    <message>
        <source>时间戳机构</source>
        <translation>Time-stamp authority</translation>
    </message>
    <message>
        <source>尚未选择</source>
        <translation>None chosen yet</translation>
    </message>
    <message>
        <source>选择根证书…</source>
        <translation>Choose its root certificate…</translation>
    </message>
    <message>
        <source>试用并设置</source>
        <translation>Try and set</translation>
    </message>
    <message>
        <source>不再使用</source>
        <translation>Use none any more</translation>
    </message>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>由所选机构（RFC3161）为文书和日志加盖时间戳。设置前先联网向它要一个时间戳并按根证书核验；设置随下一个展会包到达各设备。</source>
        <translation>This authority (RFC 3161) puts time-stamps on documents and logs. Before it is set, it is asked for a stamp, which is checked by its root; devices learn of it with the next fair pack.</translation>
    </message>
    <message>
        <source>机构地址（http 或 https）*</source>
        <translation>Address of the authority (http or https) *</translation>
    </message>
    <message>
        <source>机构公布的根证书（PEM 或 DER 文件）*</source>
        <translation>Root certificate that it publishes (PEM or DER file) *</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>正在联系该机构，其间可继续工作…</source>
        <translation>The authority is being asked; go on working meanwhile…</translation>
    </message>
    <message>
        <source>已设置时间戳机构 {0}（其时间 {1}）。请把新的展会包带给设备。</source>
        <translation>The time-stamp authority {0} is set (its time: {1}). Bring a new fair pack to the devices.</translation>
    </message>
    <message>
        <source>不再使用时间戳机构；已加盖的时间戳仍然有效。</source>
        <translation>No time-stamp authority is used any more; stamps already there stay good.</translation>
    </message>
    <message>
        <source>已停止；设置没有改变。</source>
        <translation>Stopped; the setting is as it was.</translation>
    </message>
    <message>
        <source>机构的根证书</source>
        <translation>Root certificate of the authority</translation>
    </message>
</context>
<context>
    <name>Stamping</name>
    <message>
        <source>时间戳进度</source>
        <translation>Progress of the time-stamp</translation>
    </message>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>另一份文书正在加盖时间戳；请稍候或先停止它。</source>
        <translation>Another document is being time-stamped; wait for it or stop it first.</translation>
    </message>
    <message>
        <source>正在为 {0} 联系时间戳机构…</source>
        <translation>The time-stamp authority is asked for {0}…</translation>
    </message>
    <message>
        <source>已停止；文书没有改动，可随时再加盖。</source>
        <translation>Stopped; the document is as it was and can be stamped at any time.</translation>
    </message>
    <message>
        <source>{0} 已加盖时间戳：{1}，{2}。</source>
        <translation>{0} is time-stamped: {1}, {2}. </translation>
    </message>
    <message>
        <source>文件没有执法人员的电子签名，时间戳只证明文件当时已存在。</source>
        <translation>No officer signed the file, so the stamp proves only that it was there then.</translation>
    </message>
    <message>
        <source>文件已含核验签名所需的证书和吊销清单，今后可离线核验（PAdES B-LTA）。</source>
        <translation>The file holds the certificates and lists to check its signatures by, offline and later (PAdES B-LTA).</translation>
    </message>
    <message>
        <source>局机关的吊销清单已过期，难以长期核验；请局机关签发一次证书或运行 publish-root，同步后续盖。</source>
        <translation>The bureau's list of revoked certificates is out of date, so that the file cannot be checked for long. Let the bureau issue a certificate or run publish-root; sync, and stamp again.</translation>
    </message>
</context>
<context>
    <name>WhyDialog</name>
    <message>
        <source>转交给</source>
        <translation>Hand to</translation>
    </message>
    <message>
        <source>事由 *</source>
        <translation>Purpose *</translation>
    </message>
</context>
<context>
    <name>InformantPanel</name>
    <message>
        <source>记录并查看</source>
        <translation>Record and view</translation>
    </message>
    <message>
        <source>记录并打印</source>
        <translation>Record and print</translation>
    </message>
    <message>
        <source>申请随案卷同步到密存的设备，由那里的值班人员决定是否转交。</source>
        <translation>The request goes with the case to the devices that hold the identity; who is on duty there decides whether to hand it on.</translation>
    </message>
    <message>
        <source>已申请；密存的设备同步后可以转交。</source>
        <translation>Asked; the device that holds it can hand it on after a sync.</translation>
    </message>
    <message>
        <source>申请查看举报人</source>
        <translation>Ask who reported</translation>
    </message>
    <message>
        <source>原件的密钥将为所选设备加密；同步后该设备可以查看和打印，此后不能收回。只列出审核人员的设备和分派到本案的设备。</source>
        <translation>The key of the whole paper is sealed to the chosen device, which can view and print it after a sync; it cannot be taken back. Only supervisors' devices and those given this case are listed.</translation>
    </message>
    <message>
        <source>已转交；同步后该设备可以查看。</source>
        <translation>Handed on; that device can view it after a sync.</translation>
    </message>
    <message>
        <source>审核需要</source>
        <translation>Needed for review</translation>
    </message>
    <message>
        <source>本案已分派给该设备办理</source>
        <translation>The case was given to that device</translation>
    </message>
    <message>
        <source>依申请转交</source>
        <translation>As was asked for</translation>
    </message>
    <message>
        <source>转交举报人身份</source>
        <translation>Hand the identity on</translation>
    </message>
    <message>
        <source>已记录，并送往打印机 {0}：{1} 份。</source>
        <translation>On record, and sent to the printer {0}: {1} copies.</translation>
    </message>
    <message>
        <source>没有可用的打印机；请连接并在系统设置中添加，未打开密存的原件。</source>
        <translation>No printer is available; connect one and add it in the system settings. The sealed paper was not opened.</translation>
    </message>
    <message>
        <source>举报登记原件（保密）</source>
        <translation>The whole report (confidential)</translation>
    </message>
    <message>
        <source>本次查看已记录。请勿让无关人员看到，看完即关闭。</source>
        <translation>This viewing is on record. Let nobody else see it, and close it when you are done.</translation>
    </message>
    <message>
        <source>查看举报人…</source>
        <translation>View who reported…</translation>
    </message>
    <message>
        <source>打印原件…</source>
        <translation>Print the whole paper…</translation>
    </message>
    <message>
        <source>转交…</source>
        <translation>Hand on…</translation>
    </message>
    <message>
        <source>申请查看…</source>
        <translation>Ask for it…</translation>
    </message>
    <message>
        <source>举报人身份保密；由 {0} 密存。</source>
        <translation>Who reported is secret; sealed on {0}.</translation>
    </message>
    <message>
        <source>已查看或打印 {0} 次，见“保管与导出”。</source>
        <translation> Viewed or printed {0} times, see “Custody and export”.</translation>
    </message>
    <message>
        <source>本机只有密文，不能打开。</source>
        <translation>This device holds it encrypted and cannot open it.</translation>
    </message>
    <message>
        <source>{0} 于 {1} 申请查看：{2}</source>
        <translation>{0} asked for it on {1}: {2}</translation>
    </message>
    <message>
        <source>举报人身份依法保密，只供办理本案确需知道的人员。何人、何时、为何查看或打印，先记入日志，再打开原件。</source>
        <translation>The law keeps secret who reported; only those who must know it for this case may see it. Who views or prints it, when and why goes into the log before the paper opens.</translation>
    </message>
    <message>
        <source>核实举报线索</source>
        <translation>To check the leads</translation>
    </message>
    <message>
        <source>告知举报人处理结果</source>
        <translation>To tell the informant the result</translation>
    </message>
    <message>
        <source>依法移送</source>
        <translation>For a lawful transfer</translation>
    </message>
    <message>
        <source>有权机关依法调取</source>
        <translation>Lawfully demanded by an authority</translation>
    </message>
</context>
<context>
    <name>HandedPapers</name>
    <message>
        <source>其他材料</source>
        <translation>Another paper</translation>
    </message>
    <message>
        <source>附文件…</source>
        <translation>Add files…</translation>
    </message>
    <message>
        <source>{0}：附照片或 PDF</source>
        <translation>{0}: add photos or PDFs</translation>
    </message>
    <message>
        <source>移除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>移除 {0}</source>
        <translation>Remove {0}</translation>
    </message>
    <message>
        <source>图片和 PDF (*.jpg *.jpeg *.png *.webp *.pdf)</source>
        <translation>Pictures and PDF (*.jpg *.jpeg *.png *.webp *.pdf)</translation>
    </message>
    <message>
        <source>已附 {0} 个…</source>
        <translation>{0} added…</translation>
    </message>
</context>
<context>
    <name>custody</name>
    <message>
        <source>已写出 {0} 个文件，清单摘要 {1}</source>
        <translation>{0} files written, digest of the list {1}</translation>
    </message>
    <message>
        <source>没有写成，有 {0} 个文件未能删除</source>
        <translation>Not written; {0} files could not be removed</translation>
    </message>
    <message>
        <source>中途取消，没有留下文件</source>
        <translation>Cancelled; no file was left</translation>
    </message>
    <message>
        <source>没有写成，没有留下文件</source>
        <translation>Not written; no file was left</translation>
    </message>
</context>
<context>
    <name>pictures</name>
    <message>
        <source>图样无法显示：{0}</source>
        <translation>The picture cannot be shown: {0}</translation>
    </message>
</context>
<context>
    <name>ProgramsPanel</name>
    <message>
        <source>本机程序版本 {0}</source>
        <translation>This device runs version {0}</translation>
    </message>
    <message>
        <source>核验安装包…</source>
        <translation>Check an installation file…</translation>
    </message>
    <message>
        <source>发布安装包…</source>
        <translation>Publish an installation file…</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>局机关尚未发布新版本。</source>
        <translation>The bureau has published no new version.</translation>
    </message>
    <message>
        <source>与局机关发布的 {0} 一致，可以安装：{1}</source>
        <translation>It is {0} as the bureau published it, and may be installed: {1}</translation>
    </message>
    <message>
        <source>已发布：{0}，{1}。</source>
        <translation>Published: {0}, {1}.</translation>
    </message>
    <message>
        <source>已撤回。</source>
        <translation>Withdrawn.</translation>
    </message>
    <message>
        <source>{0}　撤回原因：{1}</source>
        <translation>{0}　withdrawn because: {1}</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>撤回…</source>
        <translation>Withdraw…</translation>
    </message>
    <message>
        <source>核验后另存</source>
        <translation>Save what was checked</translation>
    </message>
    <message>
        <source>版本号，例如 0.2.0</source>
        <translation>Version, as 0.2.0</translation>
    </message>
    <message>
        <source>发布</source>
        <translation>Publish</translation>
    </message>
    <message>
        <source>为什么不再安装</source>
        <translation>Why it is not to be installed any more</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Withdraw</translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <source>签名 PIN：{0}</source>
        <translation>Signing PIN: {0}</translation>
    </message>
    <message>
        <source>原 PIN</source>
        <translation>Old PIN</translation>
    </message>
    <message>
        <source>新 PIN</source>
        <translation>New PIN</translation>
    </message>
    <message>
        <source>再输入一次新 PIN</source>
        <translation>New PIN once more</translation>
    </message>
    <message>
        <source>有 PIN 时，只有本人上岗才能在本机以本人密钥签名。至少 6 个字符；留空则不设。</source>
        <translation>With a PIN nobody but the officer signs on this device with the officer's key. At least 6 characters; leave it empty for none.</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>忘记 PIN，换新密钥</source>
        <translation>Forgotten: take a new key</translation>
    </message>
    <message>
        <source>PIN 已更新。</source>
        <translation>The PIN was changed.</translation>
    </message>
    <message>
        <source>原密钥已停用；请在核验页重新申请证书。已签署的文书仍然有效。</source>
        <translation>The old key is out of use: ask for a new certificate on the page Check. Documents signed before stay good.</translation>
    </message>
</context>
</TS>
