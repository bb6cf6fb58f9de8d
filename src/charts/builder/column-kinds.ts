import type { CatalogColumn } from '../../contract/notebook.ts';
import type { Unit } from '../../contract/result-set.ts';

/** Units of figures that add up over groups without meaning something else. */
const ADDITIVE: ReadonlySet<Unit> = new Set(['customers', 'orders', 'rows', 'currency', 'purchases']);
/** Units of steps along which a figure runs. */
const STEPS: ReadonlySet<Unit> = new Set(['weeks', 'months', 'periods']);

const KEY_NAME =
  /(?:^|[_\s-])(?:id|key|uuid|guid|no|code|sku|asin)$|[a-z](?:Id|ID|Key|No)$|(?:编号|编码|单号|流水号|货号)$/u;
const REGION_NAME =
  /(?:^|[_\s-])(?:country|province|region|state|prefecture|territory|nation)(?:$|[_\s-])|国家|地区|区域|省/iu;
const MEAN_NAME =
  /(?:^|[_\s-])(?:avg|average|mean|median|rate|ratio|share|pct|percent|per|age|score|price)(?:$|[_\s-])|均|率|占比|单价/iu;
const FROM_NAME = /^(?:from|source|origin|before|previous)(?:$|[_\s-])|^(?:来自|来源|原|起点|上期)/iu;
const TO_NAME = /^(?:to|target|destination|after|next)(?:$|[_\s-])|^(?:去向|目标|新|终点|本期)/iu;
const STAGE_NAME = /(?:^|[_\s-])(?:stage|step|funnel)(?:$|[_\s-])|阶段|步骤|漏斗/iu;

/** Whether a column holds numbers. */
export function isNumeric({ type }: Pick<CatalogColumn, 'type'>): boolean {
  return type === 'integer' || type === 'number';
}

/** Whether a column holds days or moments. */
export function isTime({ type }: Pick<CatalogColumn, 'type'>): boolean {
  return type === 'date' || type === 'timestamp';
}

/** Whether a column names or numbers single things, by its roles and its name: no figure, and no category by itself. */
export function isKey({ name, identifier, role }: CatalogColumn): boolean {
  return identifier || role === 'customerId' || role === 'orderId' || KEY_NAME.test(name.trim());
}

/** Whether rows can be put together by a column: anything but what names one customer. */
export function isGroupable({ identifier }: CatalogColumn): boolean {
  return !identifier;
}

/** Whether a column is a category at first sight: words, truth values, and whole scores. */
export function isCategory(column: CatalogColumn): boolean {
  const { type, unit } = column;
  return (
    !isKey(column) && (type === 'text' || type === 'boolean' || (type === 'integer' && unit === 'score'))
  );
}

/** Whether a column is a figure at first sight. */
export function isFigure(column: CatalogColumn): boolean {
  return isNumeric(column) && !isKey(column);
}

/** Whether a category names countries or regions. */
export function isRegion(column: CatalogColumn): boolean {
  return (
    isCategory(column) &&
    column.type === 'text' &&
    (column.role === 'country' || REGION_NAME.test(column.name))
  );
}

/** Whether a number counts steps along an axis, such as weeks since the first order. */
export function isStep(column: CatalogColumn): boolean {
  return isFigure(column) && column.unit !== undefined && STEPS.has(column.unit);
}

/** Whether a category names steps that customers pass one after the other. */
export function isStage(column: CatalogColumn): boolean {
  return isCategory(column) && STAGE_NAME.test(column.name);
}

/** Whether a category says where something comes from, and whether one says where it goes. */
export function isFrom(column: CatalogColumn): boolean {
  return isCategory(column) && FROM_NAME.test(column.name);
}
export function isTo(column: CatalogColumn): boolean {
  return isCategory(column) && TO_NAME.test(column.name);
}

/** Whether figures of a column add up over rows; shares, scores and averages do not. */
export function addsUp({ name, unit }: CatalogColumn): boolean {
  if (unit !== undefined && unit !== 'number') return ADDITIVE.has(unit) && !MEAN_NAME.test(name);
  return !MEAN_NAME.test(name);
}
