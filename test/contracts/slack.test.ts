import { contract } from './contract.ts';
import { slackBySocket, slackChat } from './slack-chat.ts';

contract([
  { chat: slackChat, locale: 'en', whole: true },
  { chat: slackChat, locale: 'zh' },
  { chat: slackBySocket, locale: 'zh', transport: true },
]);
