import { consoleChat } from './console-chat.ts';
import { contract } from './contract.ts';

contract([
  { chat: consoleChat, locale: 'en', whole: true },
  { chat: consoleChat, locale: 'zh', whole: true },
]);
