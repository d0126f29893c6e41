# Build: compiles the sources; `npm ci` runs the build through "prepare".
FROM node:20-bookworm-slim AS build
WORKDIR /desk
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY tools ./tools
COPY src ./src
COPY adapters ./adapters
COPY scheduler ./scheduler
RUN npm run build && npm prune --omit=dev --ignore-scripts

# Run: as an ordinary user, with the data in a volume.
FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /desk
COPY --from=build --chown=node:node /desk/package.json ./
COPY --from=build --chown=node:node /desk/node_modules ./node_modules
COPY --from=build --chown=node:node /desk/dist ./dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--heap-growing-percent=60", "--max-semi-space-size=16", "dist/src/main.js"]
