/** Which way imports may run; the map is in ARCHITECTURE.md. Each room lists what it may look into. */
const rooms = {
  'src/contract': [],
  'src/stats': ['src/contract'],
  'src/i18n': ['src/contract'],
  'src/privacy': ['src/contract', 'src/stats'],
  'src/data': ['src/contract', 'src/stats', 'src/i18n'],
  'src/charts': ['src/contract', 'src/stats', 'src/i18n'],
  'src/analyses': ['src/contract', 'src/stats', 'src/i18n', 'src/privacy', 'src/data', 'src/charts'],
  workers: ['src/contract', 'src/stats', 'src/i18n', 'src/privacy', 'src/data', 'src/charts', 'src/analyses'],
  'src/state': [
    'src/contract',
    'src/stats',
    'src/i18n',
    'src/privacy',
    'src/data',
    'src/charts',
    'src/analyses',
    'workers',
  ],
  'src/commands': ['src/contract', 'src/i18n', 'src/state'],
  'src/ui': ['src/contract', 'src/i18n', 'src/charts'],
  'src/screens': [
    'src/contract',
    'src/i18n',
    'src/privacy',
    'src/data',
    'src/charts',
    'src/analyses',
    'src/state',
    'src/commands',
    'src/ui',
  ],
};

const arrows = Object.entries(rooms).map(([room, open]) => ({
  name: `arrows-${room.replace('/', '-')}`,
  comment: `${room} may look into ${open.length === 0 ? 'nothing' : open.join(', ')}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { path: '^(src|workers)/', pathNot: `^(${[room, ...open].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'duckdb-at-one-place',
      comment: 'Only the engine boots DuckDB.',
      severity: 'error',
      from: { pathNot: '^workers/engine/(boot|session)' },
      to: { path: 'node_modules/@duckdb/duckdb-wasm' },
    },
    {
      name: 'arrow-at-one-place',
      comment: 'Arrow is decoded at one point and does not reach the page.',
      severity: 'error',
      from: { pathNot: '^workers/' },
      to: { path: 'node_modules/apache-arrow' },
    },
    {
      name: 'echarts-at-one-place',
      comment: 'Only charts/ draws with ECharts.',
      severity: 'error',
      from: { pathNot: '^src/charts/' },
      to: { path: 'node_modules/(echarts|zrender)' },
    },
    {
      name: 'node-only-in-tools',
      comment: 'What ships to the browser uses nothing of Node.',
      severity: 'error',
      from: { pathNot: '^workers/(cli/|engine/boot-node)' },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'default'],
      extensions: ['.ts', '.svelte', '.js'],
    },
  },
};
