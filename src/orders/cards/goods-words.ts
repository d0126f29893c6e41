import { type Locale, t } from '../../text/index.ts';
import { type GoodsNews, isDelay } from '../goods.ts';
import type { TimelineEntry } from '../order.ts';

/** The expected date before and after, beside the promise. */
function movedWords(locale: Locale, { from, to, promised }: GoodsNews): string[] {
  if (!to) return [];
  const isInTime = !isDelay({ from, to, promised }) && promised !== undefined && to <= promised;
  return [
    from ? t(locale, 'goods.moved', { from, to }) : to,
    ...(isInTime ? [t(locale, 'goods.in_time')] : promised ? [t(locale, 'goods.promised', { date: promised })] : []),
  ];
}

/** What an entry of the timeline says of parcels, milestones and dates, with what somebody wrote. */
export function goodsWords(locale: Locale, { goods, note }: Pick<TimelineEntry, 'goods' | 'note'>): string | undefined {
  if (!goods) return note;
  const { parcel, event, place, eta, on, missing, milestone, name, planned, done, person } = goods;
  const { held, lost, short, booked, taken, rest } = goods;
  const words = [
    parcel,
    event && t(locale, `track.${event}`),
    milestone && `${milestone} ${name}`,
    place,
    done && t(locale, 'goods.done', { date: done }),
    planned && t(locale, 'goods.planned', { date: planned }),
    person && t(locale, 'goods.person', { name: person }),
    on && t(locale, 'goods.on', { date: on }),
    note,
    eta && t(locale, 'goods.eta', { date: eta }),
    missing && t(locale, 'goods.missing', { missing }),
    lost && t(locale, `goods.lost.${lost}`),
    held && t(locale, 'goods.held', { goods: held }),
    booked && t(locale, 'goods.booked', { goods: booked }),
    taken && t(locale, 'goods.taken', { goods: taken }),
    short && t(locale, 'goods.short', { goods: short }),
    rest && t(locale, 'goods.rest', { draft: rest }),
    ...movedWords(locale, goods),
  ];
  return words.filter(Boolean).join(' · ');
}
