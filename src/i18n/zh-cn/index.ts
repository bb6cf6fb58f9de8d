import type { Messages } from '../messages.ts';
import { zhCellRelease } from './cell-release.ts';
import { zhAnalysisScreen } from './analysis-screen.ts';
import { zhAnonymity } from './anonymity.ts';
import { zhChurn } from './churn.ts';
import { zhClv } from './clv.ts';
import { zhCohorts } from './cohorts.ts';
import { zhEditor } from './editor.ts';
import { zhFilterFields } from './filter-fields.ts';
import { zhGrid } from './grid.ts';
import { zhKept } from './kept.ts';
import { zhKpi } from './kpi.ts';
import { zhLifecycle } from './lifecycle.ts';
import { zhDashboardCommands } from './dashboard-commands.ts';
import { zhDashboardScreen } from './dashboard-screen.ts';
import { zhNotebook } from './notebook.ts';
import { zhMerge } from './merge.ts';
import { zhMetric } from './metric.ts';
import { zhMasking } from './masking.ts';
import { zhMigration } from './migration.ts';
import { zhValueLooks } from './value-looks.ts';
import { zhWorkspace } from './workspace.ts';
import { zhRecent } from './recent.ts';
import { zhNotebookCommands } from './notebook-commands.ts';
import { zhTiers } from './tiers.ts';
import { zhCharts } from './charts.ts';
import { zhComparedRecords } from './compared-records.ts';
import { zhClassification } from './classification.ts';
import { zhIdentifierKinds } from './identifier-kinds.ts';
import { zhRecordsScreen } from './records-screen.ts';
import { zhDashboardAlerts } from './dashboard-alerts.ts';
import { zhDashboardCustomer } from './dashboard-customer.ts';
import { zhDashboardDocument } from './dashboard-document.ts';
import { zhDashboardSnapshot } from './dashboard-snapshot.ts';
import { zhDashboardTemplates } from './dashboard-templates.ts';
import { zhDoctor } from './doctor.ts';
import { zhDocument } from './document.ts';
import { zhSnapshotRelease } from './snapshot-release.ts';
import { zhSnapshotVerify } from './snapshot-verify.ts';
import { zhTemplates } from './templates.ts';
import { zhErrors } from './errors.ts';
import { zhStartErrors } from './start-errors.ts';
import { zhImport } from './import.ts';
import { zhProgress } from './progress.ts';
import { zhImportTables } from './import-tables.ts';
import { zhImportFiles } from './import-files.ts';
import { zhImportDoctor } from './import-doctor.ts';
import { zhPrivacy } from './privacy.ts';
import { zhProfile } from './profile.ts';
import { zhPrivacyScreen } from './privacy-screen.ts';
import { zhRfm } from './rfm.ts';
import { zhRfmScreen } from './rfm-screen.ts';
import { zhShell } from './shell.ts';

/** The whole interface in Chinese. */
export const chinese: Messages = {
  ...zhShell,
  ...zhCellRelease,
  ...zhCharts,
  ...zhImport,
  ...zhProgress,
  ...zhImportTables,
  ...zhImportFiles,
  ...zhImportDoctor,
  ...zhMasking,
  ...zhValueLooks,
  ...zhWorkspace,
  ...zhRecent,
  ...zhKept,
  ...zhRfm,
  ...zhRfmScreen,
  ...zhPrivacy,
  ...zhProfile,
  ...zhMerge,
  ...zhPrivacyScreen,
  ...zhDashboardAlerts,
  ...zhDashboardCustomer,
  ...zhDashboardDocument,
  ...zhDashboardSnapshot,
  ...zhDashboardTemplates,
  ...zhDoctor,
  ...zhDocument,
  ...zhSnapshotRelease,
  ...zhSnapshotVerify,
  ...zhTemplates,
  ...zhErrors,
  ...zhStartErrors,
  ...zhClassification,
  ...zhIdentifierKinds,
  ...zhAnonymity,
  ...zhRecordsScreen,
  ...zhComparedRecords,
  ...zhClv,
  ...zhChurn,
  ...zhLifecycle,
  ...zhCohorts,
  ...zhNotebookCommands,
  ...zhTiers,
  ...zhKpi,
  ...zhMigration,
  ...zhMetric,
  ...zhFilterFields,
  ...zhEditor,
  ...zhGrid,
  ...zhAnalysisScreen,
  ...zhDashboardCommands,
  ...zhDashboardScreen,
  ...zhNotebook,
};
