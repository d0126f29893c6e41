/** jest runs the sources as ES modules through swc; the database under test is started once by globalSetup. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // What plays whole hours of trouble is for the soak (`npm run test:soak`).
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(process.env.SOAK
      ? []
      : ['/test/(?:feishu|slack)/away\\.test', '/test/feishu/trouble\\.test', '/test/endurance/slack-trouble\\.test']),
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  maxWorkers: 2,
  // ES modules of test files are not let go by Node: a worker that holds many of them is slower than a new one.
  workerIdleMemoryLimit: '500MB',
  testTimeout: 30_000,
};
