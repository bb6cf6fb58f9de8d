import { describe, expect, it } from 'vitest';
import type { ColumnFormat, KindSuggestion } from '../../src/contract/import.ts';
import { suggestKinds, type KindFacts } from '../../src/data/kind-suggestions.ts';
import { TABLE_KINDS } from '../../src/contract/tables.ts';
import { suggestRoles } from '../../src/data/role-suggestions.ts';

const NUMBER: ColumnFormat = { kind: 'number', decimal: '.', group: null };
const DATE: ColumnFormat = { kind: 'date', order: 'iso', time: true };
const TEXT: ColumnFormat = { kind: 'text' };

type Sort = 'repeated' | 'unique' | 'date' | 'money' | 'score' | 'words' | 'yesNo';

/** A column of 1,000 rows by its name and a word for what is in it. */
function column(name: string, sort: Sort, identifier: string | null = null): KindFacts {
  const base = {
    name,
    named: true,
    nullShare: 0,
    filled: 1000,
    wholeNumbers: false,
    range: null,
    identifier,
  };
  switch (sort) {
    case 'repeated':
      return { ...base, format: TEXT, distinct: 300 };
    case 'unique':
      return { ...base, format: TEXT, distinct: 1000 };
    case 'date':
      return { ...base, format: DATE, distinct: 400 };
    case 'money':
      return { ...base, format: NUMBER, distinct: 800, range: [0.5, 900] };
    case 'score':
      return { ...base, format: NUMBER, distinct: 11, wholeNumbers: true, range: [0, 10] };
    case 'words':
      return { ...base, format: TEXT, distinct: 12 };
    case 'yesNo':
      return { ...base, format: TEXT, distinct: 2 };
  }
}

function likeliest(columns: readonly KindFacts[]): KindSuggestion | undefined {
  return suggestKinds(columns, suggestRoles(columns))[0];
}

describe('suggestKinds', () => {
  it('takes a table with each customer once and what is known of them for customers', () => {
    expect(
      likeliest([
        column('customer_id', 'unique'),
        column('full_name', 'unique'),
        column('email', 'unique', 'email'),
        column('mobile', 'unique', 'phone'),
        column('date_of_birth', 'date'),
        column('signup_date', 'date'),
        column('loyalty_tier', 'words'),
      ]),
    ).toMatchObject({
      kind: 'customers',
      roles: {
        customerId: 'customer_id',
        name: 'full_name',
        email: 'email',
        phone: 'mobile',
        birthDate: 'date_of_birth',
        signedUpAt: 'signup_date',
        tier: 'loyalty_tier',
      },
    });
  });

  it('finds an e-mail by its values where the name says nothing', () => {
    const found = likeliest([column('member_no', 'unique'), column('field_7', 'unique', 'email')]);
    expect(found).toMatchObject({ kind: 'customers', roles: { customerId: 'member_no', email: 'field_7' } });
  });

  it('knows events, touches, consents, tickets and answers', () => {
    const who = column('customer_id', 'repeated');
    expect(
      likeliest([
        who,
        column('event_time', 'date'),
        column('event_name', 'words'),
        column('page_url', 'repeated'),
        column('device', 'words'),
        column('session_id', 'repeated'),
      ]),
    ).toMatchObject({
      kind: 'events',
      roles: {
        customerId: 'customer_id',
        occurredAt: 'event_time',
        eventType: 'event_name',
        item: 'page_url',
        device: 'device',
        sessionId: 'session_id',
      },
    });
    expect(
      likeliest([
        who,
        column('timestamp', 'date'),
        column('campaign', 'words'),
        column('channel', 'words'),
        column('cost', 'money'),
        column('conversion', 'yesNo'),
        column('conversion_value', 'money'),
      ]),
    ).toMatchObject({
      kind: 'touches',
      roles: {
        customerId: 'customer_id',
        touchedAt: 'timestamp',
        campaign: 'campaign',
        channel: 'channel',
        cost: 'cost',
        converted: 'conversion',
        conversionValue: 'conversion_value',
      },
    });
    expect(
      likeliest([who, column('purpose', 'words'), column('opt_in', 'yesNo'), column('consent_date', 'date')]),
    ).toMatchObject({
      kind: 'consents',
      roles: { customerId: 'customer_id', purpose: 'purpose', granted: 'opt_in', decidedAt: 'consent_date' },
    });
    expect(
      likeliest([
        column('ticket_id', 'unique'),
        who,
        column('created_at', 'date'),
        column('closed_at', 'date'),
        column('priority', 'words'),
        column('status', 'words'),
        column('csat', 'score'),
      ]),
    ).toMatchObject({
      kind: 'tickets',
      roles: {
        ticketId: 'ticket_id',
        customerId: 'customer_id',
        openedAt: 'created_at',
        closedAt: 'closed_at',
        priority: 'priority',
        status: 'status',
        satisfaction: 'csat',
      },
    });
    expect(
      likeliest([
        column('respondent_id', 'unique'),
        column('submitted_at', 'date'),
        column('How likely are you to recommend us?', 'score'),
        column('comment', 'unique'),
      ]),
    ).toMatchObject({
      kind: 'answers',
      roles: {
        customerId: 'respondent_id',
        answeredAt: 'submitted_at',
        score: 'How likely are you to recommend us?',
        comment: 'comment',
      },
    });
  });

  it('knows Chinese names', () => {
    expect(
      likeliest([
        column('工单编号', 'unique'),
        column('会员编号', 'repeated'),
        column('创建时间', 'date'),
        column('关闭时间', 'date'),
        column('优先级', 'words'),
      ]),
    ).toMatchObject({
      kind: 'tickets',
      roles: { ticketId: '工单编号', customerId: '会员编号', openedAt: '创建时间', closedAt: '关闭时间' },
    });
    expect(
      likeliest([
        column('会员编号', 'unique'),
        column('姓名', 'unique'),
        column('手机号', 'unique', 'cnMobile'),
        column('性别', 'yesNo'),
        column('会员等级', 'words'),
        column('注册时间', 'date'),
      ]),
    ).toMatchObject({
      kind: 'customers',
      roles: { customerId: '会员编号', name: '姓名', phone: '手机号', gender: '性别', tier: '会员等级' },
    });
  });

  it('knows a German table of customers', () => {
    const suggestion = likeliest([
      column('Kundennr', 'unique'),
      column('Nachname', 'words'),
      column('Geburtsdatum', 'date'),
      column('PLZ', 'words'),
      column('Ort', 'words'),
      column('Kundengruppe', 'words'),
    ]);
    expect(suggestion?.kind).toBe('customers');
    expect(Object.keys(suggestion?.roles ?? {}).sort()).toEqual([
      'birthDate',
      'city',
      'customerId',
      'name',
      'postcode',
      'segment',
    ]);
  });

  it('leaves orders orders, whatever of the customer stands beside them', () => {
    const kind = (columns: readonly KindFacts[]): string | undefined => likeliest(columns)?.kind;
    expect(
      kind([
        column('Order ID', 'unique'),
        column('Order Date', 'date'),
        column('Customer ID', 'repeated'),
        column('Customer Name', 'repeated'),
        column('Email', 'repeated', 'email'),
        column('Phone', 'repeated', 'phone'),
        column('City', 'words'),
        column('Postal Code', 'words'),
        column('Segment', 'words'),
        column('Sales', 'money'),
        column('utm_campaign', 'words'),
        column('Status', 'words'),
      ]),
    ).toBe('orders');
    expect(
      kind([
        column('订单编号', 'unique'),
        column('买家会员名', 'repeated'),
        column('订单付款时间', 'date'),
        column('买家实际支付金额', 'money'),
        column('手机号', 'repeated', 'cnMobile'),
        column('订单状态', 'words'),
      ]),
    ).toBe('orders');
  });

  it('tells every kind, so that each can be chosen', () => {
    const columns = [column('customer_id', 'repeated'), column('date', 'date'), column('amount', 'money')];
    const kinds = suggestKinds(columns, suggestRoles(columns));
    expect(new Set(kinds.map(({ kind }) => kind)).size).toBe(TABLE_KINDS.length);
    expect(kinds[0]).toMatchObject({ kind: 'orders', roles: { customerId: 'customer_id' } });
  });
});
