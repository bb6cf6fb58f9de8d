import type { Role } from '../contract/import.ts';

/** The words of a list, parted by blanks. */
export function words(list: string): readonly string[] {
  return list.trim().split(/\s+/u);
}

/** What German names of columns end in where they number what they are of. */
const GERMAN_NUMBERS = ['nummer', 'nr', 'id', 'code', 'schluessel', 'schlussel'] as const;

/**
 * German names of columns that number something, as they are put together: kundennummer, kundennr, kundenid.
 *
 * @param stems what is numbered, as it stands before the ending, parted by blanks
 */
export function germanNumbers(stems: string): string {
  return words(stems)
    .flatMap((stem) => GERMAN_NUMBERS.map((ending) => stem + ending))
    .join(' ');
}

/**
 * Words by which columns are named, in English, Chinese and, for what orders need, German, French, Spanish and Japanese; most telling first. Names are compared with case,
 * blanks and punctuation taken out.
 */
const ROLE_NAMES: Readonly<Record<Role, readonly string[]>> = {
  customerId: words(`
    customerid customerno customernumber customercode customerkey custid custno cust customer
    clientid clientno client buyerid buyer userid usercode user memberid memberno member masterid
    accountid account shopperid consumerid visitorid uid cid customeremail email emailaddress
    customername openid unionid id 客户编号 客户id 客户号 客户代码 客户 会员编号 会员号 会员id 会员卡号 会员 买家id 买家会员名 买家昵称 买家
    用户id 用户编号 用户名 用户 顾客id 顾客编号 顾客 消费者 客户名称 手机号 手机号码 电话 邮箱
    ${germanNumbers('kunden kunde kd debitoren debitor mitglieds mitglied kaeufer kaufer')} kunde debitor mitglied
    clientenr numeroclient clienteid cliente 会员番号 顾客番号 得意先コード お客様番号`),
  orderId: words(`
    orderid orderno ordernumber ordernum ordercode orderkey invoiceno invoiceid invoicenumber
    invoice transactionid transactionno transactionnumber transid txnid receiptid receiptno receipt
    salesid saleid basketid purchaseid ticketno order name tid oid 订单号 订单编号 订单id 主订单编号 子订单编号 订单 单号
    交易号 交易编号 交易流水号 流水号 发票号 小票号 销售单号
    ${germanNumbers('bestell bestellungs bestellung auftrags auftrag rechnungs rechnung beleg')} bestellung auftrag
    numerocommande numerodecommande numeropedido pedido 订单编码 注文番号 受注番号 伝票番号`),
  orderedAt: words(`
    orderedat orderdate orderdatetime ordertime orderts ordertimestamp orderpurchasetimestamp
    purchasedate purchasetime purchasedat invoicedate transactiondate transactiontime transdate
    txndate saledate salesdate paidat paymentdate paytime createdat createdtime creationdate
    processedat datetime timestamp date time day ts 下单时间 下单日期 订单日期 订单时间 订单创建时间 订单付款时间 付款时间 支付时间
    付款日期 购买时间 购买日期 成交时间 成交日期 交易时间 交易日期 消费时间 消费日期 创建时间 销售日期 日期 时间
    bestelldatum auftragsdatum rechnungsdatum kaufdatum datum datecommande datedecommande fechapedido fechacompra fecha 注文日 注文日时 购入日 受注日`),
  quantity: words(`
    quantity orderquantity orderqty qty units unitssold itemcount items numberofitems noofitems
    numberofcds cds lineitemquantity count pieces pcs volume 数量 购买数量 商品数量 宝贝总数量 件数 销量 销售数量 个数
    menge anzahl stueckzahl stuckzahl quantite cantidad 注文数`),
  unitPrice: words(`
    unitprice priceeach itemprice priceperunit lineitemprice saleprice sellingprice price unitcost
    单价 商品单价 销售单价 价格 售价 商品价格 成交单价
    einzelpreis stueckpreis stuckpreis preis prixunitaire preciounitario precio 单価`),
  amount: words(`
    amount totalamount orderamount ordertotal ordervalue totalprice totalvalue grandtotal lineamount
    linetotal paidamount paymentvalue amountpaid netamount netsales salesamount revenue sales sale
    turnover moneyspent amountspent totalspent spend spent monetary dollarvalue dollars total subtotal value gmv purchaseamount
    transactionamount income extendedprice 实付金额 实际支付金额 买家实际支付金额 支付金额 付款金额 订单金额 成交金额 交易金额 消费金额 销售额
    销售金额 金额 总金额 应付金额 总价 合计 营收 收入 货款 实收金额 实付
    betrag gesamtbetrag rechnungsbetrag umsatz summe montant montanttotal importe importetotal 合计金额 购入金额 売上 売上金额 请求金额`),
  product: words(`
    productid productcode productno productname producttitle product sku skuid stockcode itemid
    itemcode itemname item lineitemname lineitemsku articleid article goods asin upc ean description
    merchandise 商品名称 商品编号 商品编码 商品id 商品 产品名称 产品编号 产品id 产品 货号 款号 宝贝标题 品名 货品
    artikelbezeichnung ${germanNumbers('artikel produkt')} artikel produkt produktname produit producto articulo 商品番号 商品コード 品目`),
  category: words(`
    category categoryname productcategory productcategoryname subcategory producttype productline
    department family class segment producttypename itemcategory 类目 品类 商品类目 商品类别 商品分类 产品类别 产品分类 类别
    分类 一级类目 宝贝种类 warengruppe kategorie produktgruppe artikelgruppe`),
  channel: words(`
    channel saleschannel orderchannel source ordersource platform store storename shop shopname
    storeid outlet medium fulfilment fulfillment 渠道 销售渠道 订单来源 来源 平台 店铺 店铺名称 门店 门店名称
    vertriebskanal verkaufskanal kanal filiale`),
  country: words(`
    country countrycode countryname countryregion shippingcountry billingcountry shipcountry nation
    region market territory state province city shipstate 国家 国家地区 地区 区域 省份 省 城市 收货省份 市场
    lieferland land bundesland`),
  orderStatus: words(`
    orderstatus status financialstatus fulfillmentstatus paymentstatus state orderstate cancelled
    canceled 订单状态 交易状态 状态 支付状态 退款状态
    bestellstatus auftragsstatus`),
  cost: words(`
    cost costs totalcost ordercost linecost itemcost productcost costamount costofgoods costofgoodssold cogs
    costofsales 成本 总成本 成本金额 商品成本 销售成本 采购成本 订单成本`),
  margin: words(`
    margin grossmargin contributionmargin profit grossprofit netprofit orderprofit contribution marginamount
    毛利 利润 毛利额 毛利润 利润额 毛利金额 净利润 贡献毛利 边际贡献`),
  tenure: words(`
    tenure tenuremonths tenureinmonths customertenure monthsactive monthsinservice monthsofservice
    monthsonbook accountlength contractage subscriptionmonths subscriptionlength lifetimemonths
    在网时长 入网月数 在网月数 网龄 在网月份 在网时间 入网时长 订阅月数 订阅时长 合约月数 服务月数`),
  churned: words(`
    churned churn ischurned ischurn churnflag churnlabel churnvalue churnstatus haschurned attrition
    attritionflag attrited exited left 流失 是否流失 流失标志 流失标签 流失状态 已流失 是否离网 离网 是否退订`),
};

/** Characters of Taiwan, Hong Kong and Japan in names of columns, and how the words above write them. */
const TRADITIONAL =
  '編號単單訂戶顧費額數實際総總価價產産類別國區狀態門鋪舖來網時間買賣發銷應貨採購員電話郵機條碼題寶淨潤標離長齡務約種級実帳賬憑證據歷紀錄錢幣幾會積點問滿評聯絡觸達動廣頁訪瀏覽設備優開關結處領稱註冊稅運載貢獻邊訊業閱誌籤暱體圖縣鄉鎮';
const SIMPLIFIED =
  '编号单单订户顾费额数实际总总价价产产类别国区状态门铺铺来网时间买卖发销应货采购员电话邮机条码题宝净润标离长龄务约种级实账账凭证据历纪录钱币几会积点问满评联络触达动广页访浏览设备优开关结处领称注册税运载贡献边讯业阅志签昵体图县乡镇';
const simplified: ReadonlyMap<string, string> = new Map(
  Array.from(TRADITIONAL, (letter, place) => [letter, SIMPLIFIED[place] ?? letter]),
);

/** A name with case, blanks, accents and punctuation taken out and Chinese characters simplified, for comparison. */
export function plainName(name: string): string {
  return Array.from(name.normalize('NFKC'), (letter) => simplified.get(letter) ?? letter)
    .join('')
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/\([^)]*\)|\[[^\]]*\]/gu, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Words too common to count where they are only part of a name. */
const WHOLE_NAMES_ONLY = new Set(
  words(
    'name order count class segment state region value source volume id cost left exited datum menge preis umsatz summe ' +
      'importe kunde cliente pedido fecha precio anzahl artikel land ort mitglied auftrag bestellung',
  ),
);

/** How far down its list a word costs. A name that only contains a word counts for less than one that is it. */
function scoreOfWord(plain: string, word: string, place: number, count: number): number {
  const telling = 1 - 0.25 * (place / count);
  if (plain === word) return telling;
  const long = /\p{Script=Han}/u.test(word) ? word.length >= 2 : word.length >= 4;
  if (!long || WHOLE_NAMES_ONLY.has(word)) return 0;
  if (plain.endsWith(word)) return 0.6 * telling;
  return plain.startsWith(word) ? 0.5 * telling : plain.includes(word) ? 0.35 * telling : 0;
}

/**
 * How much a column's name speaks for what some words mean.
 *
 * @param known the words, most telling first, without blanks and punctuation
 * @returns 0 (nothing) to 1 (its very name)
 */
export function scoreOfName(known: readonly string[], name: string): number {
  const plain = plainName(name);
  if (plain === '') return 0;
  return known.reduce(
    (best, word, place) => Math.max(best, scoreOfWord(plain, word, place, known.length)),
    0,
  );
}

/** How much a column's name speaks for a role of orders, as {@link scoreOfName}. */
export function nameScore(role: Role, name: string): number {
  return scoreOfName(ROLE_NAMES[role], name);
}

/** Whether a column's name names the role at all. */
export function hasNameOf(role: Role, name: string): boolean {
  return nameScore(role, name) > 0;
}

/** Whether the name is one by which some role is known exactly. */
export function isKnownName(name: string): boolean {
  const plain = plainName(name);
  return Object.values(ROLE_NAMES).some((words) => words.includes(plain));
}
