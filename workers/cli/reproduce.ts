import { reproduceCommand } from './reproduce-command.ts';

process.exitCode = await reproduceCommand(process.argv.slice(2));
