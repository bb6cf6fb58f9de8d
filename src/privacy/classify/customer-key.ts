import type { ColumnClassification } from '../../contract/classification.ts';
import { isMasked } from './masking.ts';

/**
 * Takes a column for a customer's key where nothing else is thought of it: what is to be loaded as the customers' id tells
 * them apart, whatever its name and its values look like.
 */
export function asCustomerKey(classification: ColumnClassification): ColumnClassification {
  if (classification.role !== 'insensitive' || classification.identifier !== null) return classification;
  const key = { role: 'subjectKey', legal: ['personal'], identifier: 'customerKey' } as const;
  return { ...classification, ...key, masked: isMasked({ ...classification, ...key }) };
}
