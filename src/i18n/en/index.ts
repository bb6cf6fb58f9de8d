import { enCellRelease } from './cell-release.ts';
import { enCharts } from './charts.ts';
import { enAnalysisScreen } from './analysis-screen.ts';
import { enAnonymity } from './anonymity.ts';
import { enChurn } from './churn.ts';
import { enClv } from './clv.ts';
import { enCohorts } from './cohorts.ts';
import { enEditor } from './editor.ts';
import { enFilterFields } from './filter-fields.ts';
import { enGrid } from './grid.ts';
import { enKept } from './kept.ts';
import { enKpi } from './kpi.ts';
import { enLifecycle } from './lifecycle.ts';
import { enMasking } from './masking.ts';
import { enDashboardCommands } from './dashboard-commands.ts';
import { enDashboardScreen } from './dashboard-screen.ts';
import { enNotebook } from './notebook.ts';
import { enMerge } from './merge.ts';
import { enMetric } from './metric.ts';
import { enMigration } from './migration.ts';
import { enValueLooks } from './value-looks.ts';
import { enWorkspace } from './workspace.ts';
import { enRecent } from './recent.ts';
import { enNotebookCommands } from './notebook-commands.ts';
import { enTiers } from './tiers.ts';
import { enComparedRecords } from './compared-records.ts';
import { enClassification } from './classification.ts';
import { enIdentifierKinds } from './identifier-kinds.ts';
import { enRecordsScreen } from './records-screen.ts';
import { enDashboardAlerts } from './dashboard-alerts.ts';
import { enDashboardCustomer } from './dashboard-customer.ts';
import { enDashboardDocument } from './dashboard-document.ts';
import { enDashboardSnapshot } from './dashboard-snapshot.ts';
import { enDashboardTemplates } from './dashboard-templates.ts';
import { enDoctor } from './doctor.ts';
import { enDocument } from './document.ts';
import { enSnapshotRelease } from './snapshot-release.ts';
import { enSnapshotVerify } from './snapshot-verify.ts';
import { enTemplates } from './templates.ts';
import { enErrors } from './errors.ts';
import { enStartErrors } from './start-errors.ts';
import { enImport } from './import.ts';
import { enProgress } from './progress.ts';
import { enImportTables } from './import-tables.ts';
import { enImportFiles } from './import-files.ts';
import { enImportDoctor } from './import-doctor.ts';
import { enPrivacy } from './privacy.ts';
import { enProfile } from './profile.ts';
import { enPrivacyScreen } from './privacy-screen.ts';
import { enRfm } from './rfm.ts';
import { enRfmScreen } from './rfm-screen.ts';
import { enShell } from './shell.ts';

/** The whole interface in English. */
export const english = {
  ...enShell,
  ...enCellRelease,
  ...enCharts,
  ...enImport,
  ...enProgress,
  ...enImportTables,
  ...enImportFiles,
  ...enImportDoctor,
  ...enMasking,
  ...enValueLooks,
  ...enWorkspace,
  ...enRecent,
  ...enKept,
  ...enRfm,
  ...enRfmScreen,
  ...enPrivacy,
  ...enProfile,
  ...enMerge,
  ...enPrivacyScreen,
  ...enDashboardAlerts,
  ...enDashboardCustomer,
  ...enDashboardDocument,
  ...enDashboardSnapshot,
  ...enDashboardTemplates,
  ...enDoctor,
  ...enDocument,
  ...enSnapshotRelease,
  ...enSnapshotVerify,
  ...enTemplates,
  ...enErrors,
  ...enStartErrors,
  ...enClassification,
  ...enIdentifierKinds,
  ...enAnonymity,
  ...enRecordsScreen,
  ...enComparedRecords,
  ...enClv,
  ...enChurn,
  ...enLifecycle,
  ...enCohorts,
  ...enNotebookCommands,
  ...enTiers,
  ...enKpi,
  ...enMigration,
  ...enMetric,
  ...enFilterFields,
  ...enEditor,
  ...enGrid,
  ...enAnalysisScreen,
  ...enDashboardCommands,
  ...enDashboardScreen,
  ...enNotebook,
};
