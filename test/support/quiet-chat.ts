import type { ChatAdapter, Post } from '../../src/chat/adapter.ts';
import { nativeId } from '../../src/chat/address.ts';

/** A chat that shows nothing and writes down every post, also one that comes twice. */
export function quietChat(posts: Post[] = []): () => ChatAdapter {
  return () => ({
    platform: 'console',
    routes() {},
    async post(post) {
      posts.push(post);
      return { conversation: post.conversation, message: `${posts.length}` };
    },
    async update() {},
    direct: (person) => `console:@${nativeId(person)}`,
    ownAddress: (id) => `console:${id}`,
  });
}
