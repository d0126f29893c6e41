import type { Ids } from './ids.ts';
import { named } from './messages.ts';
import { Refusal } from './refusal.ts';
import { startValues } from './state-values.ts';
import type { Json, Team, View } from './types.ts';

export type Views = ReturnType<typeof createViews>;

/** docs.slack.dev/surfaces/modals: a modal holds up to 3 views. */
const deepest = 3;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The modals that people have open, the newest view on top, and their Home tabs. */
export function createViews(ids: Ids) {
  const [stacks, homes] = [new Map<string, View[]>(), new Map<string, View>()];
  const stack = (userId: string) => stacks.get(userId) ?? [];
  const open = () => [...[...stacks.values()].flat(), ...homes.values()];

  /** What an app wrote, as Slack keeps it. */
  function content(view: Json, before?: View) {
    const blocks = named(view.blocks as View['blocks'], ids);
    return {
      title: view.title as Json | undefined,
      submit: view.submit as Json | undefined,
      close: view.close as Json | undefined,
      blocks,
      private_metadata: text(view.private_metadata),
      callback_id: text(view.callback_id),
      external_id: text(view.external_id),
      clear_on_close: view.clear_on_close === true,
      notify_on_close: view.notify_on_close === true,
      hash: ids.hash(),
      values: startValues(blocks, before?.values),
      errors: undefined,
    };
  }

  function create(view: Json, { userId, teamId }: { userId: string; teamId: string }, under?: View): View {
    const id = ids.id('V');
    const place = { root_view_id: under?.root_view_id ?? id, previous_view_id: under?.id ?? null };
    return { id, teamId, userId, type: view.type as View['type'], ...content(view), ...place };
  }

  /** docs.slack.dev/reference/methods/views.open: an external_id is one view's alone. */
  function freeExternalId(view: Json, teamId: string, own?: View): void {
    const wanted = text(view.external_id);
    if (wanted && open().some((v) => v !== own && v.teamId === teamId && v.external_id === wanted))
      throw new Refusal('duplicate_external_id');
  }

  function unchanged(view: View, hash: unknown): void {
    if (hash !== undefined && hash !== view.hash) throw new Refusal('hash_conflict');
  }

  const api = {
    stack,
    top: (userId: string): View | undefined => stack(userId).at(-1),
    home: (userId: string): View | undefined => homes.get(userId),
    find: (teamId: string, by: { view_id?: unknown; external_id?: unknown }): View | undefined =>
      open().find(
        (v) =>
          v.teamId === teamId && (by.view_id !== undefined ? v.id === by.view_id : v.external_id === by.external_id),
      ),

    /** A new modal, in place of any that is open. */
    open(view: Json, whose: { userId: string; teamId: string }): View {
      freeExternalId(view, whose.teamId);
      const opened = create(view, whose);
      stacks.set(whose.userId, [opened]);
      return opened;
    },

    /** One more view on an open modal. */
    push(view: Json, whose: { userId: string; teamId: string }): View {
      const below = api.top(whose.userId);
      if (!below) throw new Refusal('not_found');
      if (stack(whose.userId).length >= deepest) throw new Refusal('push_limit_reached');
      freeExternalId(view, whose.teamId);
      const pushed = create(view, whose, below);
      stacks.set(whose.userId, [...stack(whose.userId), pushed]);
      return pushed;
    },

    /** Other content in an open view; what was entered stays where the fields stay. */
    update(view: View, given: Json, hash?: unknown): View {
      unchanged(view, hash);
      freeExternalId(given, view.teamId, view);
      return Object.assign(view, content(given, view));
    },

    publish(given: Json, whose: { userId: string; teamId: string }, hash?: unknown): View {
      const before = homes.get(whose.userId);
      if (before) unchanged(before, hash);
      freeExternalId(given, whose.teamId, before);
      const home = before ? Object.assign(before, content(given, before)) : create(given, whose);
      homes.set(whose.userId, home);
      return home;
    },

    /** The person leaves the top view, or the whole modal. */
    close(userId: string, all = false): void {
      stacks.set(userId, all ? [] : stack(userId).slice(0, -1));
    },
  };
  return api;
}

/** A view as Slack gives it: docs.slack.dev/reference/methods/views.open. */
export function viewShape(view: View, team: Team, appId: string): Json {
  const { teamId, userId: _userId, values, errors: _errors, title, submit, close, ...rest } = view;
  return structuredClone({
    ...rest,
    ...(title ? { title } : {}),
    submit: submit ?? null,
    close: close ?? null,
    team_id: teamId,
    app_id: appId,
    app_installed_team_id: teamId,
    bot_id: team.botId,
    state: { values },
  });
}
