/** Messages in English: tables beside the orders, memory. */
export const enImportTables = {
  'tables.title': 'Tables beside the orders',
  'tables.hint': 'Notebooks read each under its name; rows are tied to the orders by customer.',
  'tables.none':
    'None yet. Add a file of purchases, customers, events, answers, touches, consents, tickets or lists to look up.',
  'tables.name': 'Table',
  'tables.kind': 'Holds',
  'tables.rows': 'Rows',
  'tables.files': 'Files',
  'tables.match': 'Tie to the orders',
  'tables.setAside': { one: '{count} row set aside', other: '{count} rows set aside' },
  'tables.endsUnread': {
    one: '{count} consent has an end that cannot be read: it counts as a no',
    other: '{count} consents have an end that cannot be read: they count as a no',
  },
  'tables.match.none': 'No orders are loaded to tie it to.',
  'tables.match.share': '{share} of its {customers} customers have orders.',
  'tables.match.all': 'All of its {customers} customers have orders.',
  'tables.match.orphans': {
    one: '{count} row is of a customer without orders.',
    other: '{count} rows are of customers without orders.',
  },
  'tables.match.withoutCustomer': {
    one: '{count} row names no customer.',
    other: '{count} rows name no customer.',
  },
  'tables.match.missing': {
    one: '{count} customer of the orders is not in it.',
    other: '{count} customers of the orders are not in it.',
  },
  'tables.remove': 'Remove',
  'tables.remove.label': 'Remove the table {name}',
  'tables.differences': 'Columns that differ between its files',
  'tables.difference.missing': '{column} is missing in a file added later.',
  'tables.difference.added': '{column} came with a file added later.',
  'tables.difference.renamed': '{column} is called {to} in a file added later.',
  'tables.difference.retyped':
    '{column} is {from} in the first file and {to} in another, where it is read as in the first.',
  'tables.type.text': 'text',
  'tables.type.number': 'number',
  'tables.type.timestamp': 'date and time',
  'tables.type.boolean': 'yes or no',

  'memory.title': 'Memory',
  'memory.label': '{used} used, about {left} left',
  'memory.unknown': 'The engine has not said yet how much it uses.',
  'memory.what': 'A browser tab can give the engine about {limit}. Columns that are not loaded take none.',
  'memory.dropExtras': 'Load only the columns with a role',
  'memory.sample': 'Load {percent} % of the customers',
  'memory.lastYear': 'Load only orders since {day}',
  'memory.table.hint':
    'Load fewer columns of this table, or a shorter file. What was loaded before is still there.',

  'part.title': 'Load only a part of the orders',
  'part.from': 'From day',
  'part.to': 'To day',
  'part.reversed': 'The range ends before it begins.',
  'part.percent': 'Customers, %',
  'part.percent.all': 'All',
  'part.seed': 'Draw (seed)',
  'part.hint':
    'Both days are included. A customer who is drawn comes with all orders; the same seed draws the same customers. What is left out is counted on the receipt and takes no memory.',
} as const;
