/** What the desk asks a tenant for; docs/feishu.md has the reason of each, docs/feishu-permissions.json is pasted. */
export const scopes = [
  'contact:contact.base:readonly',
  'contact:user.base:readonly',
  'contact:user.email:readonly',
  'im:chat.access_event.bot_p2p_chat:read',
  'im:chat.members:bot_access',
  'im:message.group_at_msg:readonly',
  'im:message.p2p_msg:readonly',
  'im:message:readonly',
  'im:message:send_as_bot',
  'im:message:update',
  'im:resource',
] as const;

/** What the desk listens to. */
export const events = [
  'im.message.receive_v1',
  'application.bot.menu_v6',
  'im.chat.access_event.bot_p2p_chat_entered_v1',
  'im.chat.member.bot.added_v1',
] as const;

/** What a card's button calls back with: subscribed among the callbacks, not the events. */
export const callback = 'card.action.trigger';
