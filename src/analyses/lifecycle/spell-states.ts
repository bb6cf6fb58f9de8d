import { sql, type Sql } from '../../contract/sql.ts';
import { stateCode } from './states.ts';

/** SQL of a spell's state in period `p`, from its first to before its next. */
export function stateIn(p: Sql): Sql {
  return sql`CASE WHEN ${p} = q THEN kind WHEN ${p} < cooling_at THEN ${stateCode('active')}
      WHEN ${p} < risk_at THEN ${stateCode('cooling')} WHEN ${p} < lapsed_at THEN ${stateCode('at_risk')}
      ELSE ${stateCode('lapsed')} END`;
}

/** SQL of the state in period `p` after the one a spell began in: its own, or that which its next order makes. */
export function stateAfter(p: Sql): Sql {
  return sql`CASE WHEN ${p} < n THEN ${stateIn(p)} WHEN lapsed_at < n THEN ${stateCode('won_back')}
      ELSE ${stateCode('active')} END`;
}
