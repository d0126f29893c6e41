import type { ModalView } from '@slack/types';
import type { Connection } from 'mongoose';
import type { SealedForm } from '../../src/chat/form.ts';
import type { Clock } from '../../src/clock.ts';
import type { Locale } from '../../src/text/index.ts';
import { call } from './call.ts';
import { formModel, type KeptForm } from './model.ts';
import { ageOf, type Place } from './place.ts';
import { type FormState, renderForm, skeleton } from './render/index.ts';
import type { Team } from './teams.ts';

type Opened = { ok: boolean; view: { id: string } };

/** Ms that a trigger is good for, less what a call takes: docs.slack.dev/interactivity/handling-user-interaction */
const triggerMs = 2_500;
/** Ms that a form may take before it is opened empty. */
const skeletonAfterMs = 250;

/** A form that a modal shows, with what was typed so far on other pages of it. */
export type OpenForm = Omit<KeptForm, 'state'> & { state: FormState };

/** One chance to show a modal for something that a person did. */
export type Opening = {
  /** A form will come: when it takes long, the modal is opened empty. */
  ahead(): void;
  /** Opens the modal with this content, or fills the one that was opened; false when it is too late for that. */
  show(view: ModalView): Promise<boolean>;
  /**
   * Fills the modal that was opened empty, when the answer turned out to be no form; false when there is none, or when
   * Slack does not fill it, asked twice.
   */
  fill(view: () => Promise<ModalView>): Promise<boolean>;
};

/** Forms in modals: opened at once, kept with what was typed, and drawn anew. */
export function createModals({ connection, clock }: { connection: Connection; clock: Clock }) {
  const forms = formModel(connection);

  async function open(team: Team, trigger: string, view: ModalView): Promise<string | undefined> {
    try {
      return (await call<Opened>(team.client, 'views.open', { trigger_id: trigger, view })).view.id;
    } catch {
      return undefined;
    }
  }

  return {
    /** The chance that a command or click gives: its trigger, or the modal that it was clicked in. */
    opening(team: Team, place: Place, locale: () => Promise<Locale>): Opening {
      let empty: Promise<string | undefined> | undefined;
      let timer: NodeJS.Timeout | undefined;
      let isShown = false;
      const isFresh = () => place.trigger !== undefined && ageOf(place, clock()) < triggerMs;
      return {
        ahead() {
          timer ??= setTimeout(() => {
            if (!isShown && isFresh())
              empty = locale().then(
                (l) => open(team, place.trigger as string, skeleton(l)),
                () => undefined,
              );
          }, skeletonAfterMs).unref();
        },
        async fill(view) {
          isShown = true;
          clearTimeout(timer);
          const there = await empty;
          if (!there) return false;
          const args = { view_id: there, view: await view() };
          const update = () => call(team.client, 'views.update', args);
          return update()
            .catch(update)
            .then(
              () => true,
              () => false,
            );
        },
        async show(view) {
          if (await this.fill(async () => view)) return true;
          return isFresh() && (await open(team, place.trigger as string, view)) !== undefined;
        },
      };
    },
    /** Keeps a form that is shown, with what was typed into it. */
    async keep(form: SealedForm, state: FormState, place: Place): Promise<void> {
      // As text: the names of its sentences have dots, and one is empty.
      const set = { form, state: JSON.stringify(state), place, at: clock() };
      await forms.updateOne({ _id: form.id }, { $set: set }, { upsert: true });
    },
    /** Keeps a form that is shown for the first time; one that is brought again is as it was left. Gives what was typed. */
    async open(form: SealedForm, place: Place): Promise<FormState> {
      const first = { form, state: '{}', place, at: clock() };
      const options = { upsert: true, returnDocument: 'after' } as const;
      const row = await forms.findOneAndUpdate({ _id: form.id }, { $setOnInsert: first }, options).lean();
      return JSON.parse(row.state) as FormState;
    },
    async find(id: string): Promise<OpenForm | null> {
      const row = await forms.findById(id).lean();
      return row && { ...row, state: JSON.parse(row.state) as FormState };
    },
    /** Draws an open modal anew; one that changed meanwhile, or was closed, is left alone. */
    async redraw(team: Team, view: { id: string; hash: string }, open: OpenForm, locale: Locale): Promise<void> {
      const drawn = renderForm(open.form, open.state, { locale });
      await call(team.client, 'views.update', { view_id: view.id, hash: view.hash, view: drawn }).catch(() => {});
    },
  };
}
export type Modals = ReturnType<typeof createModals>;
