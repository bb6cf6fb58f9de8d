import { words } from './role-names.ts';

/** What stands before the @ of addresses that many people write under, and of those that stand for none. */
export const SHARED_MAILBOXES = words(`
  info office contact kontakt contacto hello hi mail email admin administrator sales support service kundenservice
  help helpdesk shop store team noreply no-reply donotreply billing invoice invoices rechnung accounts accounting
  buchhaltung order orders bestellung enquiries inquiries reception postmaster webmaster marketing kefu
  none null unknown anonymous guest nobody customer test na n/a xxx
`);
