package dev.carry.dashboard;

import dev.carry.dashboard.LiveState.Told;
import dev.carry.model.JsonText;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every address, in one place.
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  /// A report with everything in it.
  private static final long MOST_BODY_BYTES = 16L << 20;

  private static final String JSON = "application/json; charset=utf-8";

  private final Vertx vertx;
  private final DashboardPorts ports;
  private final LivePaper paper;
  private final Lists lists;
  private final Clusters clusters;
  private final Past past;
  private final Coverage coverage;
  private final WhatIfs whatIfs;
  private final AnalystRoutes analyst;
  private final AlertRoutes alerts;
  private final Signals signals;
  private final SignalStream signalStream;
  private final StreamHub stream;
  private final RelayServer relay;
  private final Guard guard;
  private final Assets assets;

  Routes(
      Vertx vertx,
      LiveState live,
      DashboardPorts ports,
      LivePaper paper,
      Lists lists,
      Clusters clusters,
      Signals signals,
      SignalStream signalStream,
      StreamHub stream,
      RelayServer relay,
      Guard guard,
      Assets assets) {
    this.vertx = vertx;
    this.ports = ports;
    this.paper = paper;
    this.lists = lists;
    this.clusters = clusters;
    this.past = new Past(live, ports);
    this.coverage = new Coverage(ports, clusters);
    this.whatIfs = new WhatIfs(live, ports.capital());
    this.analyst = new AnalystRoutes(ports.analysts(), InstantSource.system());
    this.alerts = new AlertRoutes(ports.alarms(), InstantSource.system());
    this.signals = signals;
    this.signalStream = signalStream;
    this.stream = stream;
    this.relay = relay;
    this.guard = guard;
    this.assets = assets;
  }

  Router router() {
    Router router = Router.router(vertx);
    router.route().handler(guard::handle);
    // before the rest: where only the method is wrong, the last to look must be who knows the path
    read(router, "/").handler(this::page);
    router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(assets::handle);
    list(router, "opportunities", Lists.FILTERS, q -> lists.findings(Told.OPPORTUNITIES, q));
    list(router, "rejections", Lists.FILTERS, q -> lists.findings(Told.REJECTIONS, q));
    list(router, "quarantine", Lists.FILTERS, q -> lists.findings(Told.QUARANTINE, q));
    list(router, "views", Lists.FILTERS, q -> lists.findings(Told.VIEWS, q));
    list(router, "premiums", Lists.FILTERS, q -> lists.findings(Told.PREMIUMS, q));
    list(router, "bursts", Lists.FILTERS, q -> lists.findings(Told.BURSTS, q));
    list(router, "listings", Lists.FILTERS, q -> lists.findings(Told.LISTINGS, q));
    list(router, "funding", Lists.FILTERS, lists::funding);
    list(router, "identity", Set.of("asset", "venue", "limit", "cursor"), clusters::rows);
    list(router, "options", Lists.OPTION_FILTERS, lists::options);
    list(router, "options/expiries", Lists.CHAIN_FILTERS, lists::expiries);
    list(router, "positions", Set.of("asset", "venue", "limit", "cursor"), lists::positions);
    list(router, "feeds", Set.of("venue", "limit", "cursor"), lists::feeds);
    list(router, "venues", Set.of("venue", "limit", "cursor"), lists::venues);
    stored(router, "funding/history", Past.FUNDING_PARAMETERS, past::funding);
    stored(router, "basis", Past.BASIS_PARAMETERS, past::basis);
    stored(router, "history/coverage", Coverage.PARAMETERS, coverage::page);
    stored(router, "findings", Past.FINDING_PARAMETERS, past::findings);
    stored(router, "trades", Past.TRADE_PARAMETERS, past::trades);
    stored(router, "analyses", AnalystRoutes.PARAMETERS, analyst::page);
    stored(router, "analyses/about", Set.of(), _ -> analyst.about());
    stored(router, "analyses/rules", Set.of("finding", "language"), analyst::rules);
    stored(router, "alerts", AlertRoutes.PARAMETERS, alerts::page);
    stored(router, "alerts/about", Set.of(), _ -> alerts.about());
    act(router.post("/api/v1/analyses"), 201, (_, body) -> analyst.judge(body));
    act(
        router.put("/api/v1/alerts/rules/:rule"),
        200,
        (ctx, body) -> alerts.put(named(ctx, "rule"), body));
    act(
        router.delete("/api/v1/alerts/rules/:rule"),
        200,
        (ctx, _) -> alerts.remove(named(ctx, "rule")));
    act(
        router.post("/api/v1/alerts/test/:channel"),
        200,
        (ctx, _) -> alerts.test(named(ctx, "channel")));
    act(
        router.post("/api/v1/alerts/:alert/acknowledge"),
        200,
        (ctx, _) -> alerts.acknowledge(named(ctx, "alert")));
    read(router, "/api/v1/account").handler(this::account);
    read(router, "/api/v1/about")
        .handler(
            ctx -> {
              var _ = Query.of(ctx, Set.of());
              json(ctx, 200, stream.hello());
            });
    read(router, "/api/v1/what-if")
        .handler(ctx -> json(ctx, 200, whatIfs.answer(Query.of(ctx, WhatIfs.PARAMETERS))));
    router.get("/api/v1/stream").handler(this::stream);
    router.get("/api/v1/signals").handler(signalStream::open);
    read(router, "/api/v1/signals/about")
        .handler(
            ctx -> {
              var _ = Query.of(ctx, Set.of());
              json(ctx, 200, signalStream.about());
            });
    router.get("/replay-normalized").handler(relay::past);
    router.get("/ws-stream-normalized").handler(this::relayed);
    router.post("/api/v1/kill").handler(this::kill);
    read(router, "/metrics").handler(this::metrics);
    read(router, "/health/live").handler(ctx -> json(ctx, 200, "{\"live\":true}"));
    read(router, "/health/ready").handler(this::ready);
    router.route().failureHandler(Routes::failed);
    router.errorHandler(404, ctx -> problem(ctx, notFound(ctx)));
    router.errorHandler(405, ctx -> problem(ctx, wrongMethod(ctx)));
    return router;
  }

  /// What can be read with GET can be asked for with HEAD: monitors do.
  private static Route read(Router router, String path) {
    return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
  }

  private void list(
      Router router, String name, Set<String> allowed, Function<Query, List<Keyset.Row>> rows) {
    read(router, "/api/v1/" + name)
        .handler(
            ctx -> {
              Query query = Query.of(ctx, allowed);
              long sequence = signals.newest();
              json(ctx, 200, Keyset.page(name, rows.apply(query), query, sequence));
            });
  }

  private void stored(
      Router router, String name, Set<String> allowed, Function<Query, String> page) {
    read(router, "/api/v1/" + name)
        .handler(
            ctx -> {
              Query query = Query.of(ctx, allowed);
              vertx
                  .executeBlocking(() -> page.apply(query), false)
                  .onSuccess(text -> json(ctx, 200, text))
                  .onFailure(ctx::fail);
            });
  }

  private void page(RoutingContext ctx) {
    guard.page(ctx);
    ctx.next();
  }

  private void stream(RoutingContext ctx) {
    if (stream.full()) {
      throw Problem.of(
          503, "Too many readers", "allowed: " + StreamHub.MOST_READERS + " at a time");
    }
    upgrade(ctx, stream::open);
  }

  private void relayed(RoutingContext ctx) {
    String options = ctx.request().getParam("options");
    upgrade(ctx, socket -> relay.present(options, socket));
  }

  private static void upgrade(RoutingContext ctx, Handler<ServerWebSocket> open) {
    if (!"websocket".equalsIgnoreCase(ctx.request().getHeader("Upgrade"))) {
      throw Problem.of(426, "WebSocket needed", "this address speaks WebSocket only");
    }
    ctx.request().toWebSocket().onSuccess(open).onFailure(ctx::fail);
  }

  private void account(RoutingContext ctx) {
    var _ = Query.of(ctx, Set.of());
    String account = paper.account();
    if (account == null) {
      throw Problem.of(404, "No account", "nothing trades on paper: start Carry with --paper FILE");
    }
    json(ctx, 200, account);
  }

  /// What is asked of somebody who may block.
  private interface Act {
    String of(RoutingContext ctx, String body) throws InterruptedException;
  }

  /// The part of the path that stands for a name.
  private static String named(RoutingContext ctx, String name) {
    return Objects.requireNonNull(ctx.pathParam(name));
  }

  private void act(Route route, int status, Act act) {
    route
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES))
        .handler(
            ctx -> {
              String body = ctx.body().asString();
              vertx
                  .executeBlocking(() -> act.of(ctx, body == null ? "" : body), false)
                  .onSuccess(text -> json(ctx, status, text))
                  .onFailure(ctx::fail);
            });
  }

  private void kill(RoutingContext ctx) {
    LOG.warn("kill switch pulled from {}", ctx.request().remoteAddress());
    ports.kill().run();
    Instant now = ports.clock().instant();
    json(ctx, 202, new JsonText().put("action", "kill").put("acceptedAt", now).end());
  }

  private void metrics(RoutingContext ctx) {
    ctx.response()
        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        .end(ports.metrics().scrape());
  }

  private void ready(RoutingContext ctx) {
    Readiness readiness = ports.readiness().get();
    List<String> checks =
        readiness.checks().stream()
            .map(
                check ->
                    new JsonText()
                        .put("name", check.name())
                        .put("passed", check.passed())
                        .put("detail", check.detail())
                        .end())
            .toList();
    json(
        ctx,
        readiness.ready() ? 200 : 503,
        new JsonText()
            .put("ready", readiness.ready())
            .putRaw("checks", JsonText.array(checks))
            .end());
  }

  private static void json(RoutingContext ctx, int status, String body) {
    ctx.response().setStatusCode(status).putHeader("Content-Type", JSON).end(body);
  }

  private static void failed(RoutingContext ctx) {
    Throwable cause = ctx.failure();
    switch (cause) {
      case Problem problem -> problem(ctx, problem);
      case null -> problem(ctx, Problem.of(ctx.statusCode(), "Failed", "no reason was given"));
      case VertxException refused when ctx.statusCode() == 400 ->
          problem(ctx, Problem.of(400, "Bad request", String.valueOf(refused.getMessage())));
      default -> {
        LOG.error("{} {} failed", ctx.request().method(), ctx.normalizedPath(), cause);
        problem(ctx, Problem.of(500, "Internal error", "the log of this process says more"));
      }
    }
  }

  private static Problem notFound(RoutingContext ctx) {
    return Problem.of(
        404, "Not found", "nothing is served at " + ctx.normalizedPath() + "; see /openapi.yaml");
  }

  private static Problem wrongMethod(RoutingContext ctx) {
    return Problem.of(
        405, "Wrong method", ctx.request().method() + " is not served here; see /openapi.yaml");
  }

  private static void problem(RoutingContext ctx, Problem problem) {
    HttpServerResponse response = ctx.response();
    if (response.ended()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    response
        .setStatusCode(problem.status())
        .putHeader("Content-Type", "application/problem+json; charset=utf-8")
        .end(problem.json(ctx.normalizedPath()));
  }
}
