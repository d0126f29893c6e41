// Compiles the sources into dist/ and copies what is not compiled: the console's page.
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';

const tsc = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
cpSync('adapters/console/web', 'dist/adapters/console/web', { recursive: true });
process.exit(tsc.status ?? 1);
