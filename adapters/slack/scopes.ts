/** What the desk asks a workspace for; docs/slack.md has the reason of each, and manifest.yml lists the same. */
export const scopes = [
  'app_mentions:read',
  'channels:history',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'im:history',
  'im:write',
  'users:read',
  'users:read.email',
] as const;
