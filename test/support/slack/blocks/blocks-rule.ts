import { anyBlock } from './layout.ts';
import { list, type Rule } from './rule.ts';
import { blockCount, type Surface, standsWell } from './surfaces.ts';
import { wholeLimits } from './whole.ts';

/** Everything that is asked of the blocks of a surface. */
export function blocksRule(surface: Surface, { min = 0 } = {}): Rule {
  return (blocks, at, report) => {
    list(anyBlock, { min, max: blockCount[surface] })(blocks, at, report);
    if (!Array.isArray(blocks)) return;
    blocks.forEach((block, i) => {
      standsWell(block, surface, `${at}/${i}`, report);
    });
    wholeLimits(blocks, surface, at, report);
  };
}
