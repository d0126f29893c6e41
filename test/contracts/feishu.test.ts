import { contract } from './contract.ts';
import { feishuChat } from './feishu-chat.ts';

contract([
  { chat: feishuChat, locale: 'en', whole: true },
  { chat: feishuChat, locale: 'zh' },
]);
