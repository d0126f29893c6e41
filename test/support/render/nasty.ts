/** What people type, or paste, into names and notes when they are careless, curious or malicious. */
export const nasty = [
  '<!channel>',
  '<!here|here>',
  '<!subteam^S1>',
  '<@U1>',
  '<#C1|general>',
  '<https://evil.example|Approve>',
  'https://evil.example/?a=1&b=2',
  'mailto:a@b.example',
  'evil.example',
  '@channel',
  '#general',
  '*bold*',
  '_italic_',
  '~struck~',
  '`code`',
  '```block```',
  '> quoted',
  '&gt; quoted',
  '&lt;!channel&gt;',
  '&amp;',
  ':tada:',
  ':+1:',
  ':flag-cn:',
  '{name} {text}',
  '<at id=all></at>',
  '<at user_id="all">x</at>',
  '<font color=red>red</font>',
  '[x](http://evil.example)',
  '![x](img_1)',
  '&#42;&#60;at&#62;',
  '\u202Eright to left\u202C',
  'שלום עולם',
  'مرحبا',
  '𠮷野家',
  '👨‍👩‍👧‍👦',
  '🇨🇳',
  'e\u0301\u0302',
  '订单台 · 华信贸易有限公司',
  '全角＊＿～',
  '\\n \\u0000',
  "O'Brien & Söhne",
  '$1 $& $`',
] as const;

/** A name of 60 characters that is all of this at once. */
export const nastyName = `A&B <!channel> *_~\`x\`~_* :tada: <@U1> 𠮷👨‍👩‍👧‍👦 שלום ${'n'.repeat(60)}`.slice(0, 60);

/** A note of exactly so many UTF-16 units, no two parts of which are the same. */
export function longNote(length: number, mark = 'note'): string {
  let text = '';
  for (let i = 0; text.length < length; i++)
    text += `${mark}${i} ${nasty[i % nasty.length]} 😀${i % 7 === 0 ? '\n' : ' '}`;
  return text.slice(0, length).toWellFormed().replaceAll('\uFFFD', '.');
}

declare global {
  interface String {
    toWellFormed(): string;
  }
}
