import { numberWord } from './english-number.ts';
import type { Form } from './line-item.ts';
import { codeLike, counted, end, isLine, someWords, whole, words } from './line-patterns.ts';
import { unitPattern } from './line-units.ts';

/** Lines with marks or words around the quantity as people write them in a letter; all of them are looked up. */
export const spokenForms: readonly Form[] = [
  {
    // A100 (20), A100 (20 pcs)
    looksUp: true,
    pattern: new RegExp(`^(${codeLike}) ?\\( ?(${counted}) ?(${unitPattern})? ?\\)${end}`, 'iu'),
    read: ([, word, quantity, unit]) => ({ skus: [word!], quantity: quantity!, unit, doubtful: true }),
  },
  {
    // A100 - 20 pcs
    looksUp: true,
    pattern: new RegExp(`^(${codeLike}) - ?(${counted}) ?(${unitPattern})${end}`, 'iu'),
    read: ([, word, quantity, unit]) => ({ skus: [word!], quantity: quantity!, unit, doubtful: true }),
  },
  {
    // A100 - 20
    looksUp: true,
    pattern: new RegExp(`^(${codeLike}) - (${whole})(?= ?(?:$|[,;、\\n]))`, 'iu'),
    read: ([, word, quantity]) => ({ skus: [word!], quantity: quantity!, doubtful: true }),
  },
  {
    // 20 A100 for Acme, 20 A100 servo motors for Acme
    looksUp: true,
    pattern: new RegExp(`^(${whole}) (${codeLike})(?=(?:${someWords})? (?:for|to) )`, 'iu'),
    read: ([, quantity, word]) => (isLine(word!) ? undefined : { skus: [word!], quantity: quantity!, goesOn: true }),
  },
  {
    // five A100, two dozen A100, a dozen A100, a box of A100
    looksUp: true,
    pattern: new RegExp(
      `^(?:(${numberWord}|a(?= (?:${unitPattern}) )) (?:(${unitPattern}) )?(?:of )?)(${codeLike})${end}`,
      'iu',
    ),
    read: ([, quantity, unit, word]) => ({ skus: [word!], quantity: quantity!, unit, goesOn: true }),
  },
  {
    // five servo motors, a dozen servo motors
    looksUp: true,
    pattern: new RegExp(
      `^(?:(${numberWord}|a(?= (?:${unitPattern}) )) (?:(${unitPattern}) )?(?:of )?)(${words})`,
      'iu',
    ),
    read: ([, quantity, unit, name]) => ({ skus: [name!], quantity: quantity!, unit, doubtful: true, bare: true }),
  },
];
