import type { Catalogue } from '../messages.ts';
import type { enAnalysisScreen } from '../en/analysis-screen.ts';

/** Texts of the screen that analyses share, in Chinese. */
export const zhAnalysisScreen: Catalogue<typeof enAnalysisScreen> = {};
