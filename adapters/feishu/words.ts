import { feishuAddress } from './address.ts';

/** Somebody who is mentioned: the sign that stands for them in the text, and who they are. */
export type Mention = { key: string; id?: { open_id?: string }; name?: string };

type Piece = { tag?: string; text?: string; href?: string; user_id?: string; user_name?: string };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Pieces of rich text that are words: im-v1/message/events/message_content */
const withText = ['text', 'a', 'md', 'code_block'];

/** One piece of rich text as plain words; a mention keeps its sign. */
function pieceText(piece: Piece): string {
  if (piece.tag === 'at') return piece.user_id ?? '';
  return withText.includes(piece.tag ?? '') ? (piece.text ?? '') : '';
}

/** Rich text as plain words, a line for each paragraph. */
function postText({ title, content }: Record<string, unknown>): string {
  const lines = Array.isArray(content) ? content : [];
  const words = lines.map((line) => (Array.isArray(line) ? line.filter(isRecord).map(pieceText).join('') : ''));
  return [typeof title === 'string' ? title : '', ...words].filter((line) => line.trim() !== '').join('\n');
}

function parsed(content: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The words of a message's content, as it was written; undefined for what has none. */
export function contentText(type: string, content: string): string | undefined {
  const value = parsed(content);
  if (!value) return undefined;
  if (type === 'text') return typeof value.text === 'string' ? value.text : undefined;
  return type === 'post' ? postText(value) : undefined;
}

/** Messages that are a file, and what it is called where Feishu does not say it: im-v1/message/events/message_content */
const nameless: Readonly<Record<string, string>> = {
  file: 'file',
  image: 'image.png',
  media: 'video.mp4',
  audio: 'audio.opus',
};

const isKey = (key: unknown): key is string => typeof key === 'string' && /^[\w-]+$/.test(key);

/** The first picture of rich text, with its words; further ones by a name each. */
function postFile(value: Record<string, unknown>): ContentFile | undefined {
  const pieces = (Array.isArray(value.content) ? value.content : []).flat().filter(isRecord);
  const [first, ...others] = pieces.flatMap(({ tag, image_key: key }) => (tag === 'img' && isKey(key) ? [key] : []));
  if (first === undefined) return undefined;
  const rest = others.map((_, i) => `image-${i + 2}.png`);
  return { file: first, name: 'image.png', words: postText(value), ...(rest.length > 0 && { others: rest }) };
}

/** A file as a message has it, with what was written beside it. */
export type ContentFile = { file: string; name: string; words?: string; others?: string[] };

/** The file that a message is, or the first picture that it has beside its words; undefined for what has none. */
export function contentFile(type: string, content: string): ContentFile | undefined {
  const value = type === 'post' || Object.hasOwn(nameless, type) ? parsed(content) : undefined;
  if (value && type === 'post') return postFile(value);
  const key = value?.[type === 'image' ? 'image_key' : 'file_key'];
  if (!isKey(key)) return undefined;
  const name =
    typeof value?.file_name === 'string' && value.file_name !== '' ? value.file_name : (nameless[type] ?? '');
  return { file: key, name: name.slice(0, 200) };
}

/**
 * Words as the person typed them: the mention of the desk is left out, and another person becomes an identity, which
 * commands such as `assign` understand. A sign stands for nobody inside a longer one: `@_user_1` in `@_user_12`.
 */
export function wordsOf(text: string, mentions: readonly Mention[], bot: string): string {
  const people = new Map(mentions.map((m) => [m.key, m]));
  return text
    .replace(/(?<=([\p{L}\p{N}])?)(?:@_user_\d+|@_all)(?=([\p{L}\p{N}])?)/gu, (sign, before, after) => {
      const id = people.get(sign)?.id?.open_id;
      if (id === bot) return ' ';
      // An identity is a word of its own, also where no space was typed beside the mention.
      return id ? `${before ? ' ' : ''}${feishuAddress(id)}${after ? ' ' : ''}` : sign;
    })
    .replace(/[\u00a0\u2002\u2003\u200b\u3000\ufeff]/g, ' ')
    .trim();
}
