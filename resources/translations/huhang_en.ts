<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AboutPage</name>
    <message>
        <location filename="../../ui/pages/about.py" line="26"/>
        <source>关于护航</source>
        <translation>About Huhang</translation>
    </message>
    <message>
        <location filename="../../ui/pages/about.py" line="29"/>
        <source>本版变化</source>
        <translation>What is new in this version</translation>
    </message>
    <message>
        <location filename="../../ui/pages/about.py" line="40"/>
        <source>本机</source>
        <translation>This device</translation>
    </message>
    <message>
        <location filename="../../ui/pages/about.py" line="41"/>
        <source>条码识别</source>
        <translation>Code readers</translation>
    </message>
    <message>
        <location filename="../../ui/pages/about.py" line="42"/>
        <source>文书字体</source>
        <translation>Document fonts</translation>
    </message>
    <message>
        <location filename="../../ui/pages/about.py" line="43"/>
        <source>本机公钥</source>
        <translation>Public key of this device</translation>
    </message>
    <message>
        <location filename="../../ui/pages/about.py" line="47"/>
        <source>本机没有 ZBar，条码由其余识别器读取。</source>
        <translation>ZBar is not on this machine; the other readers read the codes.</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <location filename="../../ui/pages/case.py" line="49"/>
        <source>展品与线索</source>
        <translation>Exhibits and findings</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="50"/>
        <source>照片</source>
        <translation>Photos</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="51"/>
        <source>文书与审核</source>
        <translation>Documents and review</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="52"/>
        <source>时间线</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="59"/>
        <location filename="../../ui/pages/case.py" line="60"/>
        <source>新展品名称</source>
        <translation>Name of the new exhibit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="62"/>
        <source>登记展品</source>
        <translation>Add exhibit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="65"/>
        <source>扫描与拍照 F2</source>
        <translation>Scan and photograph F2</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="66"/>
        <source>出具文书 F4</source>
        <translation>Issue document F4</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="67"/>
        <source>开始/结束检查</source>
        <translation>Begin / end visit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="68"/>
        <source>提交审核</source>
        <translation>Submit for review</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="83"/>
        <source>检查进行中</source>
        <translation>Visit under way</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="83"/>
        <source>未在检查</source>
        <translation>No visit open</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="100"/>
        <source>“{0}”有两种记载，请选定：</source>
        <translation>“{0}” has two values; choose one:</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="118"/>
        <source>还没有展品。输入名称并登记，或直接扫描。</source>
        <translation>No exhibits yet. Enter a name and add it, or simply scan.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="126"/>
        <source>（待确认）</source>
        <translation> (to be confirmed)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="138"/>
        <source>还没有照片。</source>
        <translation>No photos yet.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="146"/>
        <source>照片 {0}</source>
        <translation>Photo {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="174"/>
        <source>已另存处理后的图片，原图不变。</source>
        <translation>The edited picture is kept; the original stays.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="177"/>
        <source>查看与处理</source>
        <translation>View and edit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="195"/>
        <source>已作废：{0}</source>
        <translation>Voided: {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="205"/>
        <source>审核通过</source>
        <translation>Approved</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="205"/>
        <source>审核退回</source>
        <translation>Sent back</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="209"/>
        <source>还没有文书。</source>
        <translation>No documents yet.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/case.py" line="224"/>
        <source>已提交审核。</source>
        <translation>Submitted for review.</translation>
    </message>
</context>
<context>
    <name>DocumentPage</name>
    <message>
        <location filename="../../ui/pages/document.py" line="67"/>
        <source>文书</source>
        <translation>Document</translation>
    </message>
    <message>
        <location filename="../../ui/pages/document.py" line="68"/>
        <source>文书语言</source>
        <translation>Language of the document</translation>
    </message>
    <message>
        <location filename="../../ui/pages/document.py" line="73"/>
        <source>签名并出具 F4</source>
        <translation>Sign and issue F4</translation>
    </message>
    <message>
        <location filename="../../ui/pages/document.py" line="74"/>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <location filename="../../ui/pages/document.py" line="75"/>
        <source>返回案卷</source>
        <translation>Back to the case</translation>
    </message>
    <message>
        <location filename="../../ui/pages/document.py" line="170"/>
        <source>尚缺：{0}</source>
        <translation>Still missing: {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/document.py" line="170"/>
        <source>内容齐全，可以出具。</source>
        <translation>Complete; it can be issued.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/document.py" line="190"/>
        <source>第 {0} 页</source>
        <translation>Page {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/document.py" line="219"/>
        <source>已出具：{0}</source>
        <translation>Issued: {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/document.py" line="230"/>
        <source>已送往打印机。</source>
        <translation>Sent to the printer.</translation>
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
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <location filename="../../ui/pages/findings_panel.py" line="31"/>
        <source>有许可</source>
        <translation>Licence shown</translation>
    </message>
    <message>
        <location filename="../../ui/pages/findings_panel.py" line="32"/>
        <source>与权利相符</source>
        <translation>Matches the right</translation>
    </message>
    <message>
        <location filename="../../ui/pages/findings_panel.py" line="33"/>
        <source>终止前流通</source>
        <translation>Sold before the end</translation>
    </message>
    <message>
        <location filename="../../ui/pages/findings_panel.py" line="41"/>
        <source>扫描后，这里显示比对线索。</source>
        <translation>Findings appear here after a scan.</translation>
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
</context>
<context>
    <name>RegisterPage</name>
    <message>
        <location filename="../../ui/pages/register.py" line="25"/>
        <source>号码</source>
        <translation>Number</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register.py" line="26"/>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register.py" line="27"/>
        <source>类别</source>
        <translation>Class</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register.py" line="28"/>
        <source>状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register.py" line="29"/>
        <source>权利人</source>
        <translation>Holder</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register.py" line="34"/>
        <source>登记库</source>
        <translation>Register</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register.py" line="37"/>
        <source>输入号码（任何写法）或名称</source>
        <translation>A number in any spelling, or a name</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register.py" line="38"/>
        <source>查询登记</source>
        <translation>Look up the register</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register.py" line="40"/>
        <source>查询</source>
        <translation>Look up</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register.py" line="41"/>
        <source>查询结果</source>
        <translation>Results</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register.py" line="46"/>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register.py" line="51"/>
        <source>导入登记文件…</source>
        <translation>Import register files…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register.py" line="63"/>
        <source>{0}&#x3000;数据日期 {1}&#x3000;共 {2} 条。未收录不等于不存在。</source>
        <translation>{0}  data of {1}  {2} rights. Not in the extract does not mean that it does not exist.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register.py" line="72"/>
        <source>本摘录中没有找到；可能不在摘录范围内。</source>
        <translation>Nothing found in this extract; it may lie outside its scope.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register.py" line="77"/>
        <source>导入登记文件</source>
        <translation>Import register files</translation>
    </message>
    <message>
        <location filename="../../ui/pages/register.py" line="93"/>
        <source>已导入 {0} 条，未采用 {1} 条，用时 {2} 秒。</source>
        <translation>{0} imported, {1} not taken, {2} seconds.</translation>
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
        <translation>{0} exhibits, {1} photos, {2} documents</translation>
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
</context>
<context>
    <name>ScanPage</name>
    <message>
        <location filename="../../ui/pages/scan.py" line="35"/>
        <location filename="../../ui/pages/scan.py" line="125"/>
        <source>展品</source>
        <translation>Exhibit</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="38"/>
        <source>返回案卷 Esc</source>
        <translation>Back to the case Esc</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="53"/>
        <source>打开摄像头，或把照片拖到这里，或直接用扫码枪扫描</source>
        <translation>Open the camera, drop photos here, or simply use the hand scanner</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="59"/>
        <source>打开摄像头</source>
        <translation>Open camera</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="60"/>
        <source>拍照并识别 F2</source>
        <translation>Photograph and read F2</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="61"/>
        <source>选择照片…</source>
        <translation>Choose photos…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="66"/>
        <source>照标签原样输入文字，例如：中国发明专利 ZL201310699744.2&#x3000;云朵猫®</source>
        <translation>Type the label as printed, for example: 中国发明专利 ZL201310699744.2  CLOUD®</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="68"/>
        <source>标签文字</source>
        <translation>Text of the label</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="72"/>
        <source>记录标签并比对 F3</source>
        <translation>Record label and check F3</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="106"/>
        <source>照片已保存为证据。</source>
        <translation>The photo is kept as evidence.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="137"/>
        <source>同一条码在其他展位也出现过。</source>
        <translation>The same code was seen at another stand.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="149"/>
        <source>已记录。标签中没有可比对的权利标注。</source>
        <translation>Recorded. The label states nothing that can be checked.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="161"/>
        <source>（待确认）</source>
        <translation> (to be confirmed)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="163"/>
        <source>照片已保存为证据；识别到：{0}</source>
        <translation>The photo is kept as evidence; read: {0}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="166"/>
        <source>照片已保存为证据；未识别到条码，请靠近重拍或输入标签文字。</source>
        <translation>The photo is kept as evidence; no code was read. Move closer or type the label.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="196"/>
        <source>没有可用的摄像头；接好后会自动恢复，也可以拖入照片。</source>
        <translation>No camera is available; it comes back by itself when connected. Photos can be dropped too.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="206"/>
        <source>选择照片</source>
        <translation>Choose photos</translation>
    </message>
    <message>
        <location filename="../../ui/pages/scan.py" line="214"/>
        <source>无法读取 {0}。</source>
        <translation>{0} cannot be read.</translation>
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
        <location filename="../../ui/pages/document.py" line="40"/>
        <source>拒签或不在场的原因（可空，纸上签名）</source>
        <translation>Reason of refusal or absence (may stay empty: signs on paper)</translation>
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
        <location filename="../../ui/pages/sync.py" line="30"/>
        <source>设备</source>
        <translation>Device</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="31"/>
        <source>对方已确认</source>
        <translation>Confirmed by it</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="31"/>
        <source>{0} 条记录</source>
        <translation>{0} entries</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="32"/>
        <source>待交换</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="33"/>
        <source>最近消息</source>
        <translation>Last heard</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="33"/>
        <source>尚无</source>
        <translation>Nothing yet</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="37"/>
        <source>离线交换</source>
        <translation>Exchange without a network</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="39"/>
        <source>把记录和照片加密写入U盘或共享文件夹，由对方读入。写完会读回校验；随时拔出不会损坏已有数据。</source>
        <translation>Entries and photos are sealed into a file on a stick or share and read by the other side. What was written is read back; the stick may be pulled at any moment.</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="42"/>
        <source>设备列表</source>
        <translation>List of devices</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="47"/>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="49"/>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="58"/>
        <source>写出同步包…</source>
        <translation>Write a bundle…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="59"/>
        <source>读入同步包或展会包…</source>
        <translation>Read a bundle or fair pack…</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="86"/>
        <source>{0} 条记录，{1} 个文件</source>
        <translation>{0} entries, {1} files</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="89"/>
        <source>写出同步包</source>
        <translation>Write a bundle</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="94"/>
        <source>读入同步包</source>
        <translation>Read a bundle</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="100"/>
        <source>已写出并读回校验：{0} 条记录，{1} 个文件。摘要 {2}</source>
        <translation>Written and read back: {0} entries, {1} files. Digest {2}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="107"/>
        <source>新记录 {0} 条，已有 {1} 条，新文件 {2} 个</source>
        <translation>{0} new entries, {1} known, {2} new files</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="112"/>
        <source>暂存待核 {0} 条，拒绝 {1} 条</source>
        <translation>{0} set aside, {1} refused</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="114"/>
        <source>尚缺文件 {0} 个，下次交换时补齐</source>
        <translation>{0} files still missing; the next exchange brings them</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="117"/>
        <source>登记摘录已更新：{0} 条（{1}）</source>
        <translation>Register updated: {0} rights ({1})</translation>
    </message>
    <message>
        <location filename="../../ui/pages/sync.py" line="120"/>
        <source>已全部读入并核验。</source>
        <translation>All of it was read and verified.</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <location filename="../../ui/window.py" line="105"/>
        <source>护航 · 展会知识产权执法</source>
        <translation>Huhang · IP enforcement at fairs</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="159"/>
        <source>护航</source>
        <translation>Huhang</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="181"/>
        <source>登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="182"/>
        <source>展位</source>
        <translation>Stand</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="183"/>
        <source>案卷</source>
        <translation>Case</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="184"/>
        <source>扫描</source>
        <translation>Scan</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="185"/>
        <source>文书</source>
        <translation>Document</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="186"/>
        <source>审核</source>
        <translation>Review</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="187"/>
        <source>登记库</source>
        <translation>Register</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="188"/>
        <source>交换</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="189"/>
        <source>关于</source>
        <translation>About</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="204"/>
        <source>离线可用</source>
        <translation>Works offline</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="211"/>
        <source>English</source>
        <translation>中文</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="214"/>
        <source>明暗</source>
        <translation>Light or dark</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="231"/>
        <source>尚未载入展会包</source>
        <translation>No fair pack loaded</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="233"/>
        <source>{0} 条待交换</source>
        <translation>{0} to exchange</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="234"/>
        <source>未上岗</source>
        <translation>Nobody on duty</translation>
    </message>
    <message>
        <location filename="../../ui/window.py" line="242"/>
        <source>程序出现意外错误，已保存的记录不受影响：{0}</source>
        <translation>An unexpected error; what was recorded is not affected: {0}</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <location filename="../../ui/words.py" line="31"/>
        <source>未见问题</source>
        <translation>No issue seen</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="32"/>
        <source>不规范</source>
        <translation>Irregular</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="33"/>
        <source>存疑线索</source>
        <translation>Suspected</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="34"/>
        <source>待核实</source>
        <translation>To verify</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="35"/>
        <source>依投诉</source>
        <translation>On complaint</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="36"/>
        <source>移交他部门</source>
        <translation>Other agency</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="37"/>
        <source>无法判断</source>
        <translation>Cannot be told</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="39"/>
        <location filename="../../ui/words.py" line="60"/>
        <source>待查</source>
        <translation>To do</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="45"/>
        <source>目读</source>
        <translation>by eye</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="50"/>
        <source>检查中</source>
        <translation>In progress</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="51"/>
        <source>待审核</source>
        <translation>To be reviewed</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="52"/>
        <source>已退回</source>
        <translation>Sent back</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="53"/>
        <source>已审核</source>
        <translation>Approved</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="54"/>
        <source>未开始</source>
        <translation>Not begun</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="69"/>
        <source>建立案卷</source>
        <translation>Case opened</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="70"/>
        <source>开始检查</source>
        <translation>Begin the inspection</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="71"/>
        <source>结束检查</source>
        <translation>Visit ended</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="72"/>
        <source>记录</source>
        <translation>Recorded</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="73"/>
        <source>登记展品</source>
        <translation>Add exhibit</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="74"/>
        <source>扫描标签</source>
        <translation>Label scanned</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="75"/>
        <source>比对登记</source>
        <translation>Register checked</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="76"/>
        <source>拍照取证</source>
        <translation>Photo taken</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="77"/>
        <source>处理图片</source>
        <translation>Picture processed</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="78"/>
        <source>出具文书</source>
        <translation>Issue document</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="79"/>
        <source>送达文书</source>
        <translation>Document served</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="80"/>
        <source>作废文书</source>
        <translation>Document voided</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="81"/>
        <source>提交审核</source>
        <translation>Submit for review</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="82"/>
        <source>审核</source>
        <translation>Review</translation>
    </message>
    <message>
        <location filename="../../ui/words.py" line="83"/>
        <source>意见</source>
        <translation>Comment</translation>
    </message>
</context>
</TS>
