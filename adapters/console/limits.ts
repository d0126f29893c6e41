/** Every limit of the console in one place. */
export const limits = {
  /** Characters of one message: a pasted table of a thousand rows fits. */
  text: 200_000,
  /** Characters of a file's name, and files whose names come along with the one that is read. */
  fileName: 200,
  files: 20,
  /** Bytes of a call's body. */
  body: 1024 * 1024,
  /** Characters of one value of a form. */
  value: 20_000,
  /** Fields of a form, choices of a multi-select, and lines of an order. */
  fields: 100,
  choices: 200,
  lines: 500,
  /** Characters of what a box to tick is known by. */
  code: 20,
  /** Characters that are searched for while typing. */
  query: 200,
  /** Messages of one page of a conversation. */
  page: 40,
  /** Unread messages that are counted; more show as `99+`. */
  unread: 100,
  /** Events read at once. */
  events: 500,
  /** Milliseconds between two looks at the events collection. */
  pollEvery: 250,
  /** Seconds between two signs of life on a stream. */
  heartbeat: 15,
  /** Bytes that a slow page may leave unread before its stream is closed; it resumes where it was. */
  streamBacklog: 4 * 1024 * 1024,
  /** Streams that one session may hold open. */
  streams: 20,
  /** Seconds that an event stays readable. */
  eventLife: 24 * 3600,
  /** Seconds that the browser keeps the session's cookie; the session itself may end sooner. */
  cookieLife: 14 * 24 * 3600,
  /** Calls per session: how many at once, and how many a second after that. */
  act: { burst: 100, perSecond: 50 },
  upload: { burst: 20, perSecond: 0.5 },
  look: { burst: 200, perSecond: 100 },
  /** Sign-in attempts per network address. */
  signIn: { burst: 10, perSecond: 0.2 },
} as const;
