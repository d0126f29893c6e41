import { describe, expect, test } from '@jest/globals';
import { withoutMention, wordsOf } from '../../adapters/slack/words.ts';

describe('words as Slack writes them', () => {
  test.each([
    ['/order assign SO-1 <@U0BOB|bob>', '/order assign SO-1 slack:T1:U0BOB'],
    ['tools &lt;3 &amp; more &gt;', 'tools <3 & more >'],
    ['see <https://example.com|the site> or <https://example.com/a>', 'see the site or https://example.com/a'],
    ['<mailto:a@b.example|a@b.example> <mailto:c@d.example>', 'a@b.example c@d.example'],
    ['in <#C1|general> and <#C2>', 'in #general and #C2'],
    ['<!here> <!subteam^S1|@sales> <!channel>', '@here @sales @channel'],
    ['&amp;lt; stays what was typed', '&lt; stays what was typed'],
  ])('“%s” was typed as “%s”', (written, typed) => {
    expect(wordsOf(written, 'T1')).toBe(typed);
  });

  test.each([
    ['<@UDESK> ship SO-1', 'ship SO-1'],
    ['  <@UDESK|desk>: 订单 列表', '订单 列表'],
    ['<@UBOB> ship', '<@UBOB> ship'],
    ['ship <@UDESK>', 'ship <@UDESK>'],
  ])('the mention that “%s” begins with goes, others stay', (written, left) => {
    expect(withoutMention(written, 'UDESK')).toBe(left);
  });
});
