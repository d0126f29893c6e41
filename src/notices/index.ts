import { decision } from './decision.ts';
import { happened } from './happened.ts';
import { header } from './header.ts';
import type { Notice } from './notice.ts';
import { paid } from './paid.ts';
import { stuck } from './stuck.ts';
import { told } from './told.ts';
import { urged } from './urged.ts';

/** Every notice about an order, by the name that outbox rows carry. A new one is a file and a line here. */
export const notices: Readonly<Record<string, Notice>> = { decision, happened, header, paid, stuck, told, urged };
