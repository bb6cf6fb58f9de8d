import type { SIDE_ROLES, SideKind } from '../contract/tables.ts';
import { germanNumbers, scoreOfName, words } from './role-names.ts';

/** Kinds of tables whose roles are suggested by words of their own; purchases have the roles of orders. */
export type NamedSideKind = Exclude<SideKind, 'purchases'>;
export type NamedSideRole = (typeof SIDE_ROLES)[NamedSideKind][number];

/**
 * Words by which columns of tables beside the orders are named, in English, Chinese and, for tables of customers, German;
 * most telling first. Names are compared with case, blanks and punctuation taken out.
 */
const SIDE_ROLE_NAMES: Readonly<Record<NamedSideRole, readonly string[]>> = {
  customerId: words(`
    customerid customerno customernumber customercode customerkey custid custno customer clientid clientno
    client userid user memberid memberno member masterid contactid subscriberid accountid account buyerid visitorid
    visitor respondentid respondent recipientid participantid requesterid requester uid cid openid unionid number no id
    客户编号 客户id 客户号 客户代码 会员编号 会员号 会员id 会员卡号 用户id 用户编号 买家id 买家会员名 顾客id 顾客编号 受访者编号 编号 客户
    会员 用户
    ${germanNumbers('kunden kunde kd debitoren debitor mitglieds mitglied')} kunde debitor mitglied`),
  name: words(`
    customername fullname name displayname contactname firstname givenname lastname surname familyname 客户姓名
    客户名称 姓名 会员姓名 联系人 名字 昵称
    kundenname vollername nachname vorname familienname anzeigename`),
  email: words(`
    emailaddress email customeremail mail emailid contactemail 电子邮箱 邮箱 邮箱地址 电子邮件 邮件
    emailadresse mailadresse`),
  phone: words(`
    phonenumber phone mobile mobilephone mobilenumber telephonenumber telephone cellphone cell tel contactnumber
    手机号 手机号码 手机 联系电话 电话 电话号码
    telefonnummer telefonnr telefon handynummer handynr handy mobilnummer mobiltelefon rufnummer`),
  birthDate: words(`
    birthdate dateofbirth dob birthday birth birthyear yearofbirth born 出生日期 生日 出生年月 出生年份
    geburtsdatum geburtstag geburtsjahr gebdatum`),
  gender: words(`gender sex customergender 性别
    geschlecht`),
  city: words(`city town municipality customercity shippingcity 城市 所在城市 市
    wohnort ort stadt`),
  region: words(`
    region state province county customerstate statefull territory district area prefecture 省份 省 地区 区域
    所在省份
    bundesland kanton landkreis`),
  country: words(`
    country countrycode nativecountry countryofresidence nation nationality customercountry countryregion 国家 国家地区 国籍
    land staat nationalitaet nationalitat`),
  postcode: words(`
    postcode postalcode zipcode zip zippostalcode customerzipcode postal 邮编 邮政编码
    postleitzahl plz`),
  signedUpAt: words(`
    signedupat signupdate signup registeredat registrationdate registered joinedat joindate joined membersince
    customersince createdat createddate creationdate enrolmentdate enrollmentdate enrolledat startdate 注册时间 注册日期
    入会时间 入会日期 开户日期 加入日期 创建时间 建档日期
    registrierungsdatum anmeldedatum registriertam angemeldetam kundeseit mitgliedseit eintrittsdatum erfasstam angelegtam`),
  segment: words(`
    segment customersegment segmentname usersegment cluster customertype usertype customergroup group cohort
    variant version businessunit bu testgroup persona 客户分群 分群 细分 客户类型 客户群 人群 分组
    kundengruppe kundensegment kundentyp kundenart`),
  tier: words(`
    tier loyaltytier membershiptier loyaltylevel membershiplevel memberlevel viplevel customertier customerlevel level
    grade membership 会员等级 客户等级 等级 会员级别 级别 vip等级
    kundenstufe treuestufe stufe`),
  channel: words(`
    channel marketingchannel saleschannel contactchannel acquisitionchannel trafficsource trafficchannel
    source utmsource medium utmmedium platform network 渠道 来源渠道 渠道名称 推广渠道 获客渠道 来源 平台 媒介
    vertriebskanal werbekanal kanal`),
  occurredAt: words(`
    occurredat eventtime eventtimestamp eventdate eventdatetime eventat happenedat visittime visitdate
    visitedat viewedat loggedat clienttimestamp servertime timestamp datetime time date ts 事件时间 发生时间 访问时间 浏览时间
    行为时间 时间戳 时间 日期`),
  eventType: words(`
    eventtype eventname event eventaction eventcategory action activity activitytype behaviortype behaviourtype
    behavior behaviour interaction type 事件类型 事件名称 事件 行为类型 行为 动作 操作`),
  item: words(`
    item itemid itemname productid product sku pageurl page pagepath pagename pagetitle url screen screenname
    view path content contentid area section resource vroot 商品id 商品编号 商品 页面 页面地址 页面名称 网址 链接 内容 栏目`),
  category: words(`
    category categoryname categoryid productcategory issuetype ticketcategory tickettype topic issue type subject
    department 类目 类别 分类 品类 问题类型 工单类型 工单分类 主题`),
  device: words(`
    device devicetype devicecategory devicename useragent browser os operatingsystem clienttype terminal 设备
    设备类型 终端 终端类型 浏览器 操作系统`),
  sessionId: words(`
    sessionid session visitid visit usersession usersessionid gasessionid 会话id 会话编号 会话 访问id`),
  value: words(`eventvalue value revenue amount price transactionvalue 事件值 金额 价值 值`),
  answeredAt: words(`
    answeredat responsedate responsetime respondedat submittedat submissiondate submitdate surveydate
    completedat recordeddate enddate timestamp datetime date time 回答时间 答题时间 提交时间 填写时间 调查日期 日期 时间`),
  score: words(`
    npsscore nps score rec recommend likelihoodtorecommend ltr recommendation recommendscore csat
    csatscore ces rating ratings stars satisfaction satisfactionscore grade howlikely onascaleof
    howwouldyourate howsatisfied 推荐分 评分 得分 分数 打分 满意度 推荐意愿 nps得分`),
  question: words(`
    question questiontext questionid questionname surveyquestion prompt 问题 题目 问卷题目 题干`),
  answer: words(
    `answer answertext answervalue response responsetext responsevalue choice reply 回答 答案 答复 选项`,
  ),
  comment: words(`
    comment comments feedback verbatim why reason remarks remark openanswer freetext suggestion suggestions note
    notes opinion review reviewtext 评论 意见 反馈 建议 备注 原因 评价内容 留言`),
  touchedAt: words(`
    touchedat touchtime touchdate touchpointtime touchpointdate clicktime clickdate clickedat sentat senddate
    sendtime impressiontime impressiondate exposuretime campaigndate contactdate contactedat timestamp datetime date
    time 触达时间 触点时间 点击时间 曝光时间 发送时间 投放时间 日期 时间`),
  campaign: words(`
    campaign campaignname campaignid utmcampaign campaigncode adcampaign adset adgroup promotion newsletter 活动
    活动名称 营销活动 推广计划 广告计划 活动id 广告系列`),
  touchType: words(`
    touchtype touchpoint touchpointtype interactiontype engagementtype contacttype messagetype adtype eventtype
    interaction action 触点 触点类型 触达类型 触达方式 互动类型`),
  cost: words(`
    cost adcost touchcost clickcost spend adspend mediacost cpc cpm 费用 花费 广告费 成本 投放费用 消耗`),
  converted: words(`
    converted conversion hasconversion isconversion isconverted totalconversions conversions conversionflag
    hasconverted 是否转化 转化 转化数 已转化`),
  conversionValue: words(`
    conversionvalue totalconversionvalue conversionamount conversionrevenue attributedrevenue 转化金额 转化价值
    转化收入`),
  purpose: words(`
    purpose consentpurpose consenttype consentcategory processingpurpose permission permissiontype optintype 用途
    目的 同意用途 授权用途 授权目的 授权类型 处理目的`),
  granted: words(`
    granted consentgranted consent consentgiven consented hasconsent consentstatus optin optedin isoptedin
    subscribed marketingconsent newsletteroptin allowed 是否同意 同意 是否授权 授权 授权状态 同意状态 是否订阅`),
  decidedAt: words(`
    decidedat consentdate consenttime consenttimestamp consentedat consentgivenat grantedat granteddate givenat
    optindate optintime optedinat validfrom updatedat timestamp datetime date time 同意时间 授权时间 同意日期 授权日期 更新时间 时间 日期`),
  withdrawnAt: words(`
    withdrawnat withdrawaldate withdrawaltime withdrawndate consentwithdrawnat consentwithdrawaldate revokedat
    revocationdate revokeddate consentrevokedat optoutdate optoutat optedoutat optouttime unsubscribedat unsubscribedate
    unsubscribetime objectedat 撤回时间 撤回日期 撤销时间 撤销日期 退订时间 退订日期 取消授权时间 取消同意时间 撤回同意时间`),
  validUntil: words(`
    validuntil validto validtill expiresat expireson expirydate expirationdate expiresdate consentexpiry consentvaliduntil
    consentexpiresat 有效期至 有效期 到期日期 到期时间 失效日期 失效时间 截止日期`),
  source: words(`
    consentsource source origin collectedvia collectionpoint form formname sourcesystem system 来源 授权来源 采集来源
    采集方式 来源系统`),
  ticketId: words(`
    ticketid ticketno ticketnumber ticket caseid caseno casenumber case issueid incidentid requestid 工单编号
    工单号 工单id 工单 投诉编号 服务单号`),
  openedAt: words(`
    openedat opendate opentime opened createdat createddate created creationdate reportedat submittedat
    requestdate startdate date timestamp 创建时间 提交时间 开单时间 受理时间 打开时间 创建日期 日期 时间`),
  closedAt: words(`
    closedat closedate closetime closed resolvedat resolveddate resolutiondate resolved solvedat completedat
    enddate 关闭时间 解决时间 完结时间 结束时间 关闭日期 处理完成时间`),
  status: words(`
    ticketstatus casestatus status state resolutionstatus stage 工单状态 处理状态 状态`),
  priority: words(`priority ticketpriority urgency severity impact 优先级 紧急程度 严重程度`),
  satisfaction: words(`
    satisfaction satisfactionscore satisfactionrating csat csatscore customersatisfaction rating feedbackscore 满意度
    满意度评分 满意度评价 评分`),
};

/** How much a column's name speaks for a role of a table beside the orders: 0 (nothing) to 1 (its very name). */
export function sideNameScore(role: NamedSideRole, name: string): number {
  return scoreOfName(SIDE_ROLE_NAMES[role], name);
}
