import type { Person } from '../members/member.ts';

/** Who may read a file: members by id, or a shared conversation's audience. */
export type FileAccess = { members: string[]; audience?: Pick<Person, 'roles' | 'teams'> };

/** A file kept in the database, at most 20 MB. */
export type StoredFile = {
  _id: string;
  name: string;
  mime: string;
  size: number;
  access: FileAccess;
  createdAt: Date;
};

/** 20 MB, the largest file that is taken. */
export const maxFileBytes = 20 * 1024 * 1024;
