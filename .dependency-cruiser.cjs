// Who may know whom. One rule per sentence a reviewer would otherwise have to say.
const only = (folder, mayImport, comment) => ({
  name: `${folder}-imports`,
  comment,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: '[.]test[.]tsx?$' },
  to: {
    path: '^(activities|api|clients|db|dev|domain|schema|web|worker|workflows)/',
    pathNot: `^(${[folder, ...mayImport].join('|')})/`,
  },
})

module.exports = {
  forbidden: [
    only('schema', [], 'schema describes shapes; it knows nobody'),
    only('domain', ['schema'], 'domain decides; it knows only shapes'),
    only('db', ['schema'], 'db reads and writes; it does not decide'),
    only('clients', ['schema', 'domain', 'workflows'], 'a client wraps one outside service'),
    only('activities', ['schema', 'domain', 'db', 'clients'], 'activities act'),
    only('workflows', ['schema', 'domain', 'activities'], 'workflows remember and wait'),
    only(
      'api',
      ['schema', 'domain', 'db', 'clients'],
      'api is a border; workflows are reached through clients/temporal',
    ),
    only(
      'web',
      ['schema', 'domain', 'db', 'clients'],
      'web is a border; workflows are reached through clients/temporal',
    ),
    only('worker', ['workflows', 'activities', 'db', 'clients', 'schema'], 'worker only assembles'),
    {
      name: 'workflows-see-activities-as-types-only',
      comment: 'loading an activity would pull Node, Postgres and the network into the workflow bundle',
      severity: 'error',
      from: { path: '^workflows/', pathNot: '[.]test[.]ts$' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workflows-and-domain-load-nothing-else',
      comment: 'replay must be deterministic: no Node core, no package but @temporalio/workflow',
      severity: 'error',
      from: { path: '^(workflows|domain)/', pathNot: '[.]test[.]ts$' },
      to: {
        dependencyTypes: ['core', 'npm'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@temporalio/(workflow|common)/',
      },
    },
    {
      name: 'workflows-and-domain-take-schema-as-types',
      comment: 'zod adds a megabyte to the workflow bundle and parsing belongs at borders',
      severity: 'error',
      from: { path: '^(workflows|domain)/', pathNot: '[.]test[.]ts$' },
      to: { path: '^schema/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'outside-sees-only-contracts',
      comment: 'clients know how to address a workflow, not how it works',
      severity: 'error',
      from: { path: '^clients/' },
      to: { path: '^workflows/', pathNot: '/contract[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-temporal-client-knows-workflows',
      severity: 'error',
      from: { path: '^clients/', pathNot: '^clients/temporal/' },
      to: { path: '^workflows/' },
    },
    {
      name: 'components-only-show',
      comment: 'data reaches a component from its route, so no server code can ride into the browser',
      severity: 'error',
      from: { path: '^web/app/components/' },
      to: { path: '^(db|clients)/|[.]server[.]ts$' },
    },
    {
      name: 'sql-stays-in-db',
      severity: 'error',
      from: { pathNot: '^(db|dev|schema)/|[.]test[.]ts$' },
      to: { path: 'node_modules/(kysely|pg)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'dev-never-ships',
      severity: 'error',
      from: { pathNot: '^dev/|[.]test[.]tsx?$|[.]config[.]ts$' },
      to: { path: '^dev/' },
    },
    {
      name: 'simulators-stand-alone',
      comment: 'a simulator that shares code with the product shares its mistakes',
      severity: 'error',
      from: { path: '^dev/simulators/' },
      to: { path: '^(activities|api|clients|db|domain|schema|web|worker|workflows)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: '[.](config|test)[.]ts$|^schema/migrations/|/main[.]ts$|^web/(app|public)/|[.]mjs$',
      },
      to: {},
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^web/build/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
