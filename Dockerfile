# One image for all programs; what start:api, start:worker and start:web run in package.json is what its containers run.
FROM node:24.21-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# With the development packages: the build bundles the workflows.
# The second where the lock file does not list the packages of every platform, which npm 11 asks of the first.
RUN npm ci --ignore-scripts || npm install --ignore-scripts
COPY . .
RUN node dev/build.ts && npm prune --omit=dev --ignore-scripts

FROM node:24.21-slim AS run
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=node:node /app/package.json ./package.json
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/build ./build
COPY --from=build --chown=node:node /app/schema ./schema
COPY --from=build --chown=node:node /app/domain ./domain
COPY --from=build --chown=node:node /app/workflows ./workflows
COPY --from=build --chown=node:node /app/activities ./activities
COPY --from=build --chown=node:node /app/db ./db
COPY --from=build --chown=node:node /app/clients ./clients
COPY --from=build --chown=node:node /app/api ./api
COPY --from=build --chown=node:node /app/web ./web
COPY --from=build --chown=node:node /app/worker ./worker
# Where media lies: a volume that is put here belongs to the programs.
ENV MEDIA_DIR=/media
RUN mkdir /media && chown node:node /media
USER node
EXPOSE 3000 3001
# Of the api; the web has its own, and the worker, which has no port, none (docker-compose.yml).
HEALTHCHECK --interval=10s --timeout=5s --retries=6 CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.API_PORT || 3001) + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "api/main.ts"]
