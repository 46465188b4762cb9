#include "api/fixture.h"

#include <map>

#include "app/demo.h"
#include "app/snapshot.h"

namespace jiheng::testing {

ApiServer::ApiServer(const std::string& database_url) {
  options_.url = database_url;
  options_.data = dir_.path() / "data";
  options_.mode = store::OpenMode::create;
  workspace_ = must(app::Workspace::open(options_));
  must(app::load_demo(*workspace_, "yanchi", [](const RecordDesc&, const app::ImportReport&) {}));
  must(app::take_snapshot(
      *workspace_,
      {must(Region::parse("640323")), must(FiscalYear::of(2022)), "2022 年终", "", {"test", "snapshot"}}));
  http::ServiceOptions service;
  service.log = [this](std::string_view line) {
    const std::lock_guard lock(log_mutex_);
    log_.emplace_back(line);
  };
  const http::Context context{*workspace_, workspace_->clock().now_ms()};
  service_ = std::make_unique<http::Service>(context, must(http::WebFiles::embedded()), std::move(service));
  http::ServerOptions server;
  server.port = 0;
  server_ = must(http::Server::listen(
      server, [this](http::Request&& request) { return service_->handle(std::move(request)); },
      [this](int status) { return service_->refuse(status); }));
  thread_ = std::thread([this] { server_->run(); });
}

ApiServer::~ApiServer() {
  server_->stop();
  thread_.join();
}

ApiServer& ApiServer::shared(Backend backend) {
  static std::map<Backend, std::unique_ptr<ApiServer>> servers;
  auto& server = servers[backend];
  if (!server)
    server =
        std::make_unique<ApiServer>(backend == Backend::postgres ? Postgres::shared().create_database() : "");
  return *server;
}

std::vector<std::string> ApiServer::log() const {
  const std::lock_guard lock(log_mutex_);
  return log_;
}

}  // namespace jiheng::testing
