import type { Person } from '../members/member.ts';

/** A record that a file belongs to: who may read it may read the file. */
export type FileOwner = { kind: 'Feedback'; id: string };

/** Who may read a file: members by id, a shared conversation's audience, or whoever may read what it belongs to. */
export type FileAccess = { members: string[]; audience?: Pick<Person, 'roles' | 'teams'>; of?: FileOwner };

/** A file that one person alone may read; an audience reads none of its own. */
export const onlyFor = ({ id }: Pick<Person, 'id'>): FileAccess => ({ members: id ? [id] : [] });

/** A file kept in the database, at most 20 MB. */
export type StoredFile = {
  _id: string;
  name: string;
  mime: string;
  size: number;
  access: FileAccess;
  /** Missing: it belongs to a record, and is kept as long as that. */
  createdAt?: Date;
};

/** 20 MB, the largest file that is taken. */
export const maxFileBytes = 20 * 1024 * 1024;
