#include "cli/commands/serve.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/notice_outbox.h"
#include "app/search_warmer.h"
#include "http/routes.h"
#include "http/server.h"
#include "http/service.h"

namespace jiheng::cli {
namespace {

struct ServeOptions {
  http::ServerOptions server;
  bool access_log = true;
  std::string notices;  ///< settings of the notification adapter; empty: none
};

void write_log_line(std::string_view line) {
  const std::string whole = std::string(line) + "\n";
  std::fwrite(whole.data(), 1, whole.size(), stderr);  // one call: lines of several threads do not mix
}

http::ServiceOptions service_options(const ServeOptions& options) {
  http::ServiceOptions service;
  service.loopback_only = http::is_loopback(options.server.address) && !options.server.behind_proxy;
  service.behind_proxy = options.server.behind_proxy;
  service.encrypted = !options.server.tls_certificate.empty();
  if (options.access_log) service.log = write_log_line;
  return service;
}

int serve(const Invocation& invocation, const ServeOptions& options) {
  std::unique_ptr<http::Service> service;
  // The port comes first: when it is taken there is no use in reading the data.
  auto server = http::Server::listen(
      options.server, [&service](http::Request&& request) { return service->handle(std::move(request)); },
      [&service](int status) { return service->refuse(status); });
  if (!server) return report(server.error());
  const auto workspace = invocation.open_workspace();
  if (!workspace) return report(workspace.error());
  if (const auto facts = (*workspace)->facts(); !facts) return report(facts.error());
  auto web = http::WebFiles::embedded();
  if (!web) return report(web.error());
  const http::Context context{**workspace, (*workspace)->clock().now_ms()};
  service = std::make_unique<http::Service>(context, std::move(*web), service_options(options));
  std::unique_ptr<app::NoticeSender> sender;
  if (!options.notices.empty()) {
    auto channel = app::open_notice_channel(options.notices);
    if (!channel) return report(channel.error());
    sender = std::make_unique<app::NoticeSender>(**workspace, std::move(*channel), write_log_line);
  }
  print(fmt::format("绩衡已就绪：{}\n", (*server)->address()));
  std::fflush(stdout);
  const app::SearchWarmer warmer(**workspace);  // ends before what it reads does
  (*server)->run();
  print("绩衡已停止\n");
  return kFine;
}

void set_up_serve(CLI::App& app, Invocation& invocation) {
  const auto options = std::make_shared<ServeOptions>();
  options->server.handle_signals = true;
  options->server.body_limit = http::body_limit_of;
  app.add_option("--port", options->server.port, "端口（默认 8080）；0 由系统挑选");
  app.add_option("--listen", options->server.address, "监听的地址（默认 127.0.0.1，只有本机能访问）");
  app.add_option("--tls-cert", options->server.tls_certificate, "HTTPS 证书链（PEM 文件）");
  app.add_option("--tls-key", options->server.tls_key, "HTTPS 私钥（PEM 文件）");
  app.add_flag("--behind-proxy", options->server.behind_proxy,
               "前面有 HTTPS 反向代理：允许不加密地监听其他地址");
  app.add_option("--notices", options->notices,
                 "通知设置（YAML）：用命令或邮件把待办、退回、到期告诉经办人；不给则只在系统里提醒");
  app.add_flag("--access-log,!--no-access-log", options->access_log,
               "把每个请求记到标准错误，一行一个 JSON（默认记）");
  app.callback([&invocation, options] {
    invocation.run = [&invocation, options] { return serve(invocation, *options); };
  });
}

}  // namespace

const Command kServeCommand{"serve", "启动服务：网页和接口", set_up_serve};

}  // namespace jiheng::cli
