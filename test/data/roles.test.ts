import { describe, expect, it } from 'vitest';
import type { ColumnFormat, Role } from '../../src/contract/import.ts';
import { suggestRoles, type ColumnFacts } from '../../src/data/role-suggestions.ts';

const NUMBER: ColumnFormat = { kind: 'number', decimal: '.', group: null };
const DATE: ColumnFormat = { kind: 'date', order: 'iso', time: true };
const TEXT: ColumnFormat = { kind: 'text' };

/** A column of 1,000 orders by its name and a word for its kind. */
function column(name: string, kind: 'id' | 'unique' | 'date' | 'money' | 'count' | 'words'): ColumnFacts {
  const base = { name, named: true, nullShare: 0, filled: 1000 };
  switch (kind) {
    case 'id':
      return { ...base, format: TEXT, distinct: 300, wholeNumbers: false, range: null };
    case 'unique':
      return { ...base, format: NUMBER, distinct: 1000, wholeNumbers: true, range: [1, 1000] };
    case 'date':
      return { ...base, format: DATE, distinct: 400, wholeNumbers: false, range: [1, 2] };
    case 'money':
      return { ...base, format: NUMBER, distinct: 800, wholeNumbers: false, range: [0.5, 900] };
    case 'count':
      return { ...base, format: NUMBER, distinct: 9, wholeNumbers: true, range: [1, 9] };
    case 'words':
      return { ...base, format: TEXT, distinct: 12, wholeNumbers: false, range: null };
  }
}

function found(columns: readonly ColumnFacts[]): Partial<Record<Role, string>> {
  const suggestions = suggestRoles(columns);
  return Object.fromEntries(
    suggestions.flatMap((each, index) => (each === null ? [] : [[each.role, columns[index]?.name]])),
  );
}

describe('suggestRoles', () => {
  it('knows the columns of the UCI Online Retail set', () => {
    expect(
      found([
        column('InvoiceNo', 'id'),
        column('StockCode', 'words'),
        column('Description', 'words'),
        column('Quantity', 'count'),
        column('InvoiceDate', 'date'),
        column('UnitPrice', 'money'),
        column('CustomerID', 'id'),
        column('Country', 'words'),
      ]),
    ).toEqual({
      orderId: 'InvoiceNo',
      product: 'StockCode',
      quantity: 'Quantity',
      orderedAt: 'InvoiceDate',
      unitPrice: 'UnitPrice',
      customerId: 'CustomerID',
      country: 'Country',
    });
  });

  it.each([
    ['Taiwan', ['訂單編號', '客戶編號', '下單日期', '商品名稱', '數量', '金額']],
    ['Japan', ['注文番号', '顧客番号', '注文日', '商品コード', '数量', '合計金額']],
    ['Germany', ['Bestellnummer', 'Kundennummer', 'Bestelldatum', 'Artikel', 'Menge', 'Betrag']],
    ['Germany, shortened', ['Auftrags-Nr.', 'kunde_nr', 'Datum', 'Produktname', 'Anzahl', 'Gesamtbetrag']],
    ['France', ['Numéro commande', 'Numéro client', 'Date commande', 'Produit', 'Quantité', 'Montant total']],
    ['Spain', ['Número pedido', 'Cliente', 'Fecha pedido', 'Artículo', 'Cantidad', 'Importe total']],
  ] as const)('knows the columns of orders from %s', (_, names) => {
    const [orderId, customerId, orderedAt, product, quantity, amount] = names;
    const columns = [
      column(orderId, 'unique'),
      column(customerId, 'id'),
      column(orderedAt, 'date'),
      column(product, 'words'),
      column(quantity, 'count'),
      column(amount, 'money'),
    ];
    expect(found(columns)).toEqual({ orderId, customerId, orderedAt, product, quantity, amount });
  });

  it.each([
    'Kundennr',
    'Kunden-Nr.',
    'kunde_nr',
    'KUNDE_ID',
    'kd_nr',
    'Debitorennummer',
    'Mitglieds-Nr',
    'Kundenschlüssel',
  ])('knows %s for the customer', (name) => {
    expect(
      found([
        column('Belegnr', 'unique'),
        column(name, 'id'),
        column('Datum', 'date'),
        column('Betrag', 'money'),
      ]),
    ).toMatchObject({ customerId: name, orderId: 'Belegnr' });
  });

  it('knows the columns of a Chinese marketplace export', () => {
    expect(
      found([
        column('订单编号', 'unique'),
        column('买家会员名', 'id'),
        column('订单付款时间', 'date'),
        column('宝贝标题', 'words'),
        column('宝贝总数量', 'count'),
        column('商品单价', 'money'),
        column('买家实际支付金额', 'money'),
        column('类目', 'words'),
        column('订单来源', 'words'),
        column('收货省份', 'words'),
        column('订单状态', 'words'),
      ]),
    ).toEqual({
      orderId: '订单编号',
      customerId: '买家会员名',
      orderedAt: '订单付款时间',
      product: '宝贝标题',
      quantity: '宝贝总数量',
      unitPrice: '商品单价',
      amount: '买家实际支付金额',
      category: '类目',
      channel: '订单来源',
      country: '收货省份',
      orderStatus: '订单状态',
    });
  });

  it('knows the columns of a plain export in snake case', () => {
    expect(
      found([
        column('order_id', 'unique'),
        column('customer_id', 'id'),
        column('ordered_at', 'date'),
        column('amount', 'money'),
        column('qty', 'count'),
        column('sku', 'words'),
        column('sales_channel', 'words'),
      ]),
    ).toEqual({
      orderId: 'order_id',
      customerId: 'customer_id',
      orderedAt: 'ordered_at',
      amount: 'amount',
      quantity: 'qty',
      product: 'sku',
      channel: 'sales_channel',
    });
  });

  it('prefers the order date to other dates, and the customer number to the name', () => {
    expect(
      found([
        column('ship date', 'date'),
        column('Order Date', 'date'),
        column('Customer Name', 'id'),
        column('Customer ID', 'id'),
        column('Sales', 'money'),
      ]),
    ).toEqual({ orderedAt: 'Order Date', customerId: 'Customer ID', amount: 'Sales' });
  });

  it('gives its reasons', () => {
    const [customer, date] = suggestRoles([column('customer_id', 'id'), column('date', 'date')]);
    expect(customer?.reasons).toEqual(['name', 'manyPerCustomer']);
    expect(date?.reasons).toEqual(['type', 'name', 'onlyCandidate']);
  });

  it('leaves personal names and notes without a role', () => {
    expect(found([column('customer_id', 'id'), column('first_name', 'id'), column('note', 'words')])).toEqual(
      {
        customerId: 'customer_id',
      },
    );
  });

  it('knows a table of contracts, and leaves its money without a role', () => {
    const yesNo = (name: string): ColumnFacts => ({ ...column(name, 'words'), distinct: 2 });
    expect(
      found([
        column('customerID', 'unique'),
        yesNo('gender'),
        yesNo('SeniorCitizen'),
        column('tenure', 'count'),
        yesNo('Contract'),
        column('MonthlyCharges', 'money'),
        column('TotalCharges', 'money'),
        yesNo('Churn'),
      ]),
    ).toEqual({ customerId: 'customerID', tenure: 'tenure', churned: 'Churn' });
    expect(found([column('客户编号', 'id'), column('在网时长', 'count'), yesNo('是否流失')])).toEqual({
      customerId: '客户编号',
      tenure: '在网时长',
      churned: '是否流失',
    });
  });

  it('tells cost and margin from the amount, and shipping cost from cost', () => {
    const rest = [column('customer_id', 'id'), column('date', 'date'), column('amount', 'money')];
    expect(found([...rest, column('cost', 'money'), column('profit', 'money')])).toMatchObject({
      amount: 'amount',
      cost: 'cost',
      margin: 'profit',
    });
    expect(found([...rest, column('成本', 'money'), column('毛利', 'money')])).toMatchObject({
      cost: '成本',
      margin: '毛利',
    });
    expect(found([...rest, column('shipping_cost', 'money')])).not.toHaveProperty('cost');
  });
});
