/**
 * Suites run in bare Node, without a virtual machine for each: what they share is loaded once by each of two processes. The
 * database under test is started once by globalSetup.
 */
export default {
  runner: ['jest-light-runner', { runtime: 'child_process' }],
  setupFiles: ['<rootDir>/test/support/runner/register.js'],
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
};
