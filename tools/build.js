// Compiles the sources into dist/ and copies what is not compiled: the console's page. Types are checked by `npm run types`;
// whoever only starts the desk does not wait for that.
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';

const args = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck'];
const tsc = spawnSync(process.execPath, args, { stdio: 'inherit' });
cpSync('adapters/console/web', 'dist/adapters/console/web', { recursive: true });
process.exit(tsc.status ?? 1);
