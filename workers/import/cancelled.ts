import { sql, type Sql } from '../../src/contract/sql.ts';

/** Words by which exports say that an order did not stand, in English and Chinese. */
const WORDS =
  'cancel|refund|return|void|charge.?back|rejected|failed|已取消|取消|已关闭|交易关闭|关闭|退款|退货|作废|已退';

/** Words that take the above back: a refund that was turned down leaves the order standing. */
const NOT =
  'not.?(cancel|refund|return)|no.?(refund|return)|partial|无退款|未退款|没有申请退款|无退货|退款关闭|退款失败';

/** Whether an order's status says that it was cancelled, refunded in full or returned. */
export function cancelledByStatus(status: Sql): Sql {
  return sql`coalesce(regexp_matches(lower(${status}), ${WORDS})
    AND NOT regexp_matches(lower(${status}), ${NOT}), FALSE)`;
}

/** Whether an order id is that of a cancellation: a C before the digits, where other ids are digits alone. */
export function cancelledByOrderId(orderId: Sql): Sql {
  return sql`coalesce(regexp_full_match(${orderId}, '\\s*[Cc][0-9]+\\s*'), FALSE)`;
}

/** Tells by a sample whether a C before the digits marks cancellations: nearly all other ids are digits. */
export function marksCancellations(orderIds: readonly (string | null)[]): boolean {
  const ids = orderIds.filter((id): id is string => id !== null && id.trim() !== '');
  const plain = ids.filter((id) => /^\s*\d+\s*$/u.test(id)).length;
  return ids.length > 0 && plain >= ids.length * 0.5;
}
