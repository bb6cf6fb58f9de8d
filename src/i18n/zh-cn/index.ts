import type { Messages } from '../messages.ts';
import { zhErrors } from './errors.ts';
import { zhImport } from './import.ts';
import { zhPrivacy } from './privacy.ts';
import { zhRfm } from './rfm.ts';
import { zhRfmScreen } from './rfm-screen.ts';
import { zhShell } from './shell.ts';

/** The whole interface in Chinese. */
export const chinese: Messages = {
  ...zhShell,
  ...zhImport,
  ...zhRfm,
  ...zhRfmScreen,
  ...zhPrivacy,
  ...zhErrors,
};
