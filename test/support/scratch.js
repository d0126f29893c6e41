import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';

const memory = '/dev/shm';

/**
 * Where tests keep data that goes when they end: in memory where the machine has such a folder, since a test waits for
 * the disk at every write otherwise. What is promised about the disk is tested by the system calls.
 */
export function scratchRoot() {
  try {
    accessSync(memory, constants.W_OK);
    return memory;
  } catch {
    return tmpdir();
  }
}
