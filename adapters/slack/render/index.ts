/** Cards and forms of the neutral language as Slack draws them, and what a filled view says. All of it is pure. */

export {
  afterFormAction,
  chosenLine,
  type FormAction,
  type FormState,
} from '../../../src/chat/form-state.ts';
export { type CardOptions, picturesOf, type RenderedCard, renderCard } from './card.ts';
export { ticksIn } from './checks.ts';
export { type ViewErrors, viewErrors } from './errors.ts';
export { renderForm } from './form.ts';
export { lineChoices } from './lines.ts';
export { answerModal, skeleton } from './modal.ts';
export { searchChoices, searchOptions } from './options.ts';
export type { Surface } from './pages.ts';
export { readView, type ViewRead, type ViewValue, type ViewValues } from './read.ts';
export { formAction } from './state.ts';
export { fallback } from './text.ts';
