import { register } from 'node:module';

// Run by the test runner in each of its processes before the first suite: sources are read through swc from then on.
process.setSourceMapsEnabled(true);
register('./hooks.js', import.meta.url);
