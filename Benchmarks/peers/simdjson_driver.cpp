// Times simdjson's On-Demand parser over a file of items: five named fields of each record, looked up as a user would.
//
// Usage: simdjson_driver FILE [--runs N] [--one-thread] [--every]
//
// A file that begins with a bracket is one array; anything else is read by `iterate_many`, which finds the structure of
// the next stretch on a second thread unless `--one-thread` is given. The bytes are in memory, padded as the parser
// wants them, before the clock starts; the parser keeps its buffers from run to run, and the first run does not count.
// It prints a line of JSON; with `--every` a line for each run as it ends, so that another program can take turns with
// this one: the next run begins with the next line on standard input.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

using namespace simdjson;

#define SPELLED(name) #name
#define SPELLED_EXPANDED(name) SPELLED(name)

namespace {

// Values are read by code compiled here, for the processor that the compiler was told of; the structure is found in the
// library, by the best code for the processor at run time. The library's own word for the first is that of its build.
constexpr std::string_view valueImplementation = SPELLED_EXPANDED(SIMDJSON_BUILTIN_IMPLEMENTATION);

// What every value of every record goes into: nothing can be left out by the compiler, and two runs can be compared.
struct Totals {
    std::int64_t records = 0;
    std::int64_t integers = 0;
    double values = 0;
    std::size_t textBytes = 0;

    void add(ondemand::object record) {
        const std::int64_t id = record["id"];
        const std::string_view name = record["name"];
        const std::string_view category = record["category"];
        const double value = record["value"];
        const std::int64_t quantity = record["quantity"];
        records += 1;
        integers += id + quantity;
        values += value;
        textBytes += name.size() + category.size();
    }
};

Totals readArray(ondemand::parser& parser, const padded_string& json) {
    Totals totals;
    ondemand::document document = parser.iterate(json);
    for (ondemand::object record : document.get_array()) totals.add(record);
    return totals;
}

Totals readLines(ondemand::parser& parser, const padded_string& json) {
    Totals totals;
    ondemand::document_stream documents = parser.iterate_many(json);
    for (auto document : documents) totals.add(document.get_object());
    return totals;
}

bool isArray(const padded_string& json) {
    const std::string_view text(json.data(), json.size());
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '[';
}

struct Options {
    std::string path;
    int runs = 9;
    bool usesThread = true;
    bool takesTurns = false;

    Options(int count, char** words) {
        for (int index = 1; index < count; ++index) {
            const std::string_view word = words[index];
            if (word == "--runs" && index + 1 < count) {
                runs = std::max(1, std::atoi(words[++index]));
            } else if (word == "--one-thread") {
                usesThread = false;
            } else if (word == "--every") {
                takesTurns = true;
            } else if (path.empty() && word.substr(0, 2) != "--") {
                path = word;
            } else {
                path.clear();
                break;
            }
        }
        if (path.empty()) {
            std::cerr << "usage: simdjson_driver FILE [--runs N] [--one-thread] [--every]\n";
            std::exit(2);
        }
    }
};

class Trial {
public:
    explicit Trial(const Options& options) : json(padded_string::load(options.path)), readsArray(isArray(json)) {
#ifdef SIMDJSON_THREADS_ENABLED
        parser.threaded = options.usesThread;
        threads = !readsArray && options.usesThread ? 2 : 1;
#endif
    }

    // Reads everything once and returns the seconds.
    double run() {
        const auto start = std::chrono::steady_clock::now();
        totals = readsArray ? readArray(parser, json) : readLines(parser, json);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }

    void print(const std::vector<double>& sorted) const {
        const std::size_t count = sorted.size();
        const double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        std::cout.precision(9);
        std::cout << "{\"parser\":\"simdjson " << SIMDJSON_VERSION_MAJOR << "." << SIMDJSON_VERSION_MINOR << "."
                  << SIMDJSON_VERSION_REVISION << " On-Demand\",\"implementation\":\""
                  << get_active_implementation()->name() << "\",\"values\":\"" << valueImplementation
                  << "\",\"threads\":" << threads << ",\"bytes\":" << json.size() << ",\"records\":" << totals.records
                  << ",\"integers\":" << totals.integers << ",\"sum\":" << totals.values
                  << ",\"text_bytes\":" << totals.textBytes << ",\"runs\":" << count
                  << ",\"median_seconds\":" << median << ",\"minimum_seconds\":" << sorted.front()
                  << ",\"maximum_seconds\":" << sorted.back()
                  << ",\"bytes_per_second\":" << static_cast<double>(json.size()) / median << "}" << std::endl;
    }

private:
    padded_string json;
    ondemand::parser parser;
    Totals totals;
    bool readsArray;
    int threads = 1;
};

}  // namespace

int main(int count, char** words) {
    const Options options(count, words);
    try {
        Trial trial(options);
        trial.run();
        std::vector<double> seconds;
        std::string turn;
        for (int run = 0; run < options.runs; ++run) {
            if (options.takesTurns && !std::getline(std::cin, turn)) break;
            seconds.push_back(trial.run());
            if (options.takesTurns) trial.print({seconds.back()});
        }
        std::sort(seconds.begin(), seconds.end());
        if (!options.takesTurns) trial.print(seconds);
    } catch (const simdjson_error& error) {
        std::cerr << "simdjson_driver: " << options.path << ": " << error.what() << "\n";
        return 1;
    }
}
