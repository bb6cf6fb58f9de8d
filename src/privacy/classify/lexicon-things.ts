import type { Lexicon } from './lexicon.ts';

/**
 * Words by which columns are named that are about orders, products, places of business and rows. They stand against
 * the words for people: a product name is no person's name, a store's city is no home.
 */
export const THING_WORDS: Lexicon = {
  timestamp: `timestamp, time, date, datetime, date time, created at, created, updated at, modified at, created on, order date, ordered at, order time, order datetime, invoice date, purchase date, transaction date, transaction time,
    payment date, payment time, ship date, shipped at, delivery date, event time, event date, log time, start date, end date, start time, end time, expiration date, expiry date,
    registration date, signup date, last login, last visit, most recent visit, last seen, effective date, report date, ts, epoch, year, month, quarter, week, day, weekday, hour, day of week, fiscal year, date added, first order, last order, most recent order,
    时间, 日期, 时间戳, 下单时间, 下单日期, 订单时间, 付款时间, 支付时间, 交易时间, 交易日期, 创建时间, 更新时间, 注册时间, 注册日期, 发货时间, 成交时间, 购买时间, 登录时间, 最后登录时间, 年份, 月份, 年月,
    rq, xdsj, zfsj, cjsj, jysj, gxsj, datum, uhrzeit, zeit, bestelldatum, rechnungsdatum, lieferdatum, erstellt am, date de commande, date commande, heure, date de creation,
    fecha, hora, fecha de pedido, fecha pedido, fecha de compra, data*, ora*, data ordine, data dell ordine, data do pedido, data da compra, 日時, 注文日, 注文日時, 購入日, 作成日, 更新日, 날짜, 주문일`,
  orderNumber: `order id, orderid, order no, order number, order code, order key, order name, invoice no, invoice number, invoice id, invoice, transaction id, transaction no, transaction number, trans id, txn id, receipt no, receipt id, receipt number,
    tracking number, tracking no, shipment id, basket id, cart id, ticket no, ticket number, ticket id, case number, case id, reference number, ref no, confirmation number, purchase id, payment id, po number, permit number, license number, licence number, document number doc, registry number, booking id, contract number, policy number, claim number,
    订单号, 订单编号, 订单id, 主订单编号, 子订单编号, 单号, 交易号, 交易编号, 交易流水号, 流水号, 发票号, 小票号, 快递单号, 运单号, 物流单号, 销售单号, 支付单号, 合同号, ddh, ddbh, lsh, jyh, dh单,
    bestellnummer, auftragsnummer, rechnungsnummer, belegnummer, sendungsnummer, numero de commande, numero commande, numero de facture, facture, numero de pedido, pedido, numero de factura, factura,
    numero ordine, ordine, numero fattura, fattura, numero do pedido, nota fiscal, bestelnummer, factuurnummer, 注文番号, 注文id, 伝票番号, 請求書番号, 주문번호`,
  product: `sku, product, product id, product code, product no, product name, product title, product number, item, item id, item code, item name, item number, stock code, stockcode, article, article number, asin, upc, ean, gtin, barcode, isbn, model, model number, model name, brand, brand name, style code, part number, title of product, goods name, merchandise, description product, lineitem name, lineitem sku,
    商品, 商品名称, 商品编号, 商品编码, 商品id, 商品标题, 产品, 产品名称, 产品编号, 货号, 款号, 品名, 条码, 条形码, 品牌, 型号, 规格, 宝贝标题, spmc, spbm, spbh, cpmc, cpbh, hh*,
    artikel, artikelnummer, produkt, produktname, produktnummer, produit, nom du produit, reference produit, code produit, article*, producto, nombre del producto, codigo de producto, articulo, referencia*,
    prodotto, nome prodotto, codice prodotto, articolo, produto, nome do produto, codigo do produto, 商品名, 商品コード, 商品番号, 品番, 型番, 상품명, 상품코드`,
  category: `category, category name, sub category, subcategory, department name, segment, type, class, group, status, order status, channel, sales channel, source, platform, medium, campaign, campaign name, store, store id, store name, store city, store address, shop, shop name, shop id, outlet, warehouse, agency, agency name, division, unit, event, event name, event type, file name, filename, project name, program name, programme name, department id, site name, location name, location id, school name, facility name, building name, host name, hostname, domain, server name, table name, column name, field name, tag name, currency, currency code, currency name, code, label, level, phase, ward, grade, flag, indicator, method, mode, payment method, payment type, carrier, courier, vendor, vendor name, supplier, supplier name, supplier city, supplier country,
    类目, 品类, 类别, 分类, 状态, 订单状态, 渠道, 来源, 平台, 店铺, 店铺名称, 门店, 门店名称, 仓库, 部门, 部门名称, 活动名称, 支付方式, 快递公司, 物流公司, 供应商, 币种, 类型, 等级, 会员等级, 标签, 文件名, 项目名称, qd, lx*, zt*,
    kategorie, warengruppe, status*, kanal, filiale, lieferant, abteilung, wahrung, zahlungsart, categorie, canal, magasin, statut, fournisseur, devise, mode de paiement, categoria, tienda, estado del pedido, proveedor, moneda, forma de pago,
    canale, negozio, fornitore, stato ordine, valuta, loja, fornecedor, moeda, forma de pagamento, カテゴリ, カテゴリー, 区分, 店舗, 店舗名, 支払方法, 카테고리, 상태`,
  amount: `amount, total, subtotal, price, unit price, cost, revenue, sales, value, order value, order total, order amount, discount, tax, vat, shipping cost, fee, profit, margin, quantity, qty, units, count, number of orders, number of items, frequency, monetary, recency, recency days, score, rank, rating, percent, percentage, ratio, rate, balance, weight, length, width, height, size, volume, duration, tenure, days, points, loyalty points, average, mean, sum, population, area, distance, temperature, num, number, nr*, index, tenure months, number of children,
    金额, 总金额, 订单金额, 实付金额, 支付金额, 单价, 价格, 数量, 件数, 折扣, 运费, 税额, 成本, 利润, 销售额, 销量, 积分, 评分, 次数, 消费金额, 消费次数, 余额, je, ddje, sl, dj*, zj*,
    betrag, summe, preis, menge, anzahl, umsatz, rabatt, steuer, gewicht, montant, prix, quantite, remise, nombre de*, total ttc, importe, precio, cantidad, descuento, valor, monto, importo, prezzo, quantita, sconto,
    quantidade, preco, desconto, valor total, bedrag, prijs, aantal, 金額, 合計, 価格, 単価, 数量合計, 個数, 割引, 点数, 금액, 수량, 가격`,
  company: `company, company name, business name, business, organization, organisation, organization name, firm, corporation, legal entity, entity name, trade name, merchant, merchant name, dba name, corporate name, enterprise, institution,
    公司, 公司名称, 企业名称, 企业, 机构名称, 商户名称, 商户, 统一社会信用代码, 营业执照号, 纳税人识别号, gsmc, qymc, tyshxydm, firma, firmenname, unternehmen, societe, entreprise, raison sociale, siren, siret,
    empresa, razon social, nombre de la empresa, azienda, ragione sociale, societa, partita iva, empresa nome, razao social, cnpj, bedrijf, bedrijfsnaam, 会社名, 法人番号, 企業名, 회사명`,
  url: `url, link, website, web site, homepage, web page, uri, href, agenda url, web link, weblink, 网址, 链接, 网站, webseite, site web, sitio web, enlace, sito web, ホームページ`,
  rowId: `id, row id, rowid, uuid, guid, record id, line id, line number, line no, row number, row no, unique id, uniqueid, global id, globalid, object id, objectid, event id, message id, request id, trace id, index no, seq, sequence, sequence number, serial number, serial no, hash, checksum, meta row id, version,
    序号, 编号, 行号, 记录编号, 主键, xh序号, lfd nr, laufende nummer, zeilennummer, numero de ligne, identifiant ligne, numero de fila, id registro, numero riga, 連番, 行番号, 通番, 번호`,
  freeText: `comment, comments, note, notes, remark, remarks, free text, feedback, review, review text, message, message body, body, complaint, memo, description, short description, detailed description, work description, detailed item description, customer note, buyer message, order note, order notes, text, content, transcript, reason, summary text, narrative, details, explanation, observations,
    备注, 留言, 评论, 评价, 反馈, 意见, 投诉内容, 说明, 描述, 内容, 买家留言, 卖家备注, 客户备注, 订单备注, 建议, 聊天记录, 通话记录, bz, ly*, bemerkung, bemerkungen, kommentar, notiz, notizen, anmerkung, nachricht, beschreibung, freitext,
    commentaire, commentaires, remarque, remarques, avis, comentario, comentarios, observaciones, nota, notas, mensaje, descripcion, commento, commenti, osservazioni, messaggio, descrizione, recensione,
    comentario cliente, observacoes, mensagem, descricao, opmerking, opmerkingen, コメント, 備考, メモ, 感想, レビュー, 説明, メッセージ, 메모, 비고, 댓글`,
  callingCode: `country code phone, telephone country code, phone country code, calling code, dialling code, dialing code, area code, phone area code, 国家区号, 区号, landesvorwahl, indicatif, prefijo telefonico, prefisso`,
};
