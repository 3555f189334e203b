"""The templates of the report, compiled by jinja2 3.1.6: written by `precompile`, not by hand."""
# mypy: ignore-errors

from collections.abc import Callable
from typing import Any

from jinja2 import Environment

__all__ = ["COMPILED"]

def _0(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'answer.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_pages = resolve('pages')
        l_0_given_away = resolve('given_away')
        l_0__ = resolve('_')
        l_0_findings = resolve('findings')
        l_0_gettext = resolve('gettext')
        l_0_covered = resolve('covered')
        l_0_doubts = resolve('doubts')
        l_0_ngettext = resolve('ngettext')
        l_0_case = resolve('case')
        l_0_m = resolve('m')
        try:
            t_1 = environment.filters['country']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'country' found.")
        try:
            t_2 = environment.filters['format']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'format' found.")
        try:
            t_3 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_4 = environment.filters['list']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'list' found.")
        try:
            t_5 = environment.filters['map']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'map' found.")
        try:
            t_6 = environment.filters['number']
        except KeyError:
            @internalcode
            def t_6(*unused):
                raise TemplateRuntimeError("No filter named 'number' found.")
        try:
            t_7 = environment.filters['program']
        except KeyError:
            @internalcode
            def t_7(*unused):
                raise TemplateRuntimeError("No filter named 'program' found.")
        try:
            t_8 = environment.filters['reject']
        except KeyError:
            @internalcode
            def t_8(*unused):
                raise TemplateRuntimeError("No filter named 'reject' found.")
        try:
            t_9 = environment.filters['say']
        except KeyError:
            @internalcode
            def t_9(*unused):
                raise TemplateRuntimeError("No filter named 'say' found.")
        try:
            t_10 = environment.filters['slug']
        except KeyError:
            @internalcode
            def t_10(*unused):
                raise TemplateRuntimeError("No filter named 'slug' found.")
        try:
            t_11 = environment.tests['none']
        except KeyError:
            @internalcode
            def t_11(*unused):
                raise TemplateRuntimeError("No test named 'none' found.")
        pass
        yield '<section id="answer">\n'
        l_1_loop = missing
        for l_1_page, l_1_loop in LoopContext((undefined(name='pages') if l_0_pages is missing else l_0_pages), undefined):
            l_1_answers = resolve('answers')
            l_1_answer = l_1_total = missing
            _loop_vars = {}
            pass
            l_1_answer = environment.getitem((undefined(name='answers') if l_1_answers is missing else l_1_answers), environment.getattr(l_1_loop, 'index0'))
            _loop_vars['answer'] = l_1_answer
            l_1_total = environment.getattr(environment.getattr(l_1_page, 'findings'), 'total')
            _loop_vars['total'] = l_1_total
            yield '<p class="answer">'
            yield escape(environment.finalize(environment.getitem((undefined(name='answer') if l_1_answer is missing else l_1_answer), 0)))
            yield '<bdi>'
            yield escape(environment.finalize(environment.getitem((undefined(name='answer') if l_1_answer is missing else l_1_answer), 1)))
            yield '</bdi>'
            yield escape(environment.finalize(environment.getitem((undefined(name='answer') if l_1_answer is missing else l_1_answer), 2)))
            yield '</p>\n<div class="glance">\n'
            def macro():
                t_12 = []
                l_2_c = resolve('c')
                pass
                t_12.extend((
                    '<thead><tr><td></td><th scope="col" class="num">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'At least'))),
                    '</th><th scope="col" class="num">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Established'))),
                    '</th><th scope="col" class="num">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'At most'))),
                    '</th></tr></thead>\n<tbody>\n<tr><th scope="row">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Downloads'))),
                    '</th>',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_2_c is missing else l_2_c), 'three'), environment.getattr((undefined(name='total') if l_1_total is missing else l_1_total), 'downloads'), t_2('%d.W.D', environment.getattr(l_1_page, 'number'))))),
                    '</tr>\n<tr><th scope="row">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP addresses'))),
                    '</th>',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_2_c is missing else l_2_c), 'three'), environment.getattr((undefined(name='total') if l_1_total is missing else l_1_total), 'addresses'), t_2('%d.W.A', environment.getattr(l_1_page, 'number'))))),
                    '</tr>\n</tbody>\n',
                ))
                return concat(t_12)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'All windows together', _loop_vars=_loop_vars), 'bounds', caller=caller, _loop_vars=_loop_vars)
            yield '<dl class="key">\n<div><dt>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'At least', _loop_vars=_loop_vars)))
            yield '</dt><dd>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'proven by the logs; without own systems and quick repeats', _loop_vars=_loop_vars)))
            yield '</dd></div>\n<div><dt>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Established', _loop_vars=_loop_vars)))
            yield '</dt><dd>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'every delivery of the whole file, to anyone', _loop_vars=_loop_vars)))
            yield '</dd></div>\n<div><dt>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'At most', _loop_vars=_loop_vars)))
            yield '</dt><dd>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'also parts, and what the logs leave in doubt', _loop_vars=_loop_vars)))
            yield '</dd></div>\n</dl>\n</div>\n'
            if (environment.getattr(environment.getattr(environment.getattr(l_1_page, 'findings'), 'floor'), 'text') or environment.getattr(environment.getattr(environment.getattr(l_1_page, 'findings'), 'ceiling'), 'text')):
                pass
                yield '<p class="note">'
                yield escape(environment.finalize(t_9(environment.getattr(environment.getattr(environment.getattr(l_1_page, 'findings'), 'floor'), 'text'))))
                yield ' '
                yield escape(environment.finalize(t_9(environment.getattr(environment.getattr(environment.getattr(l_1_page, 'findings'), 'ceiling'), 'text'))))
                yield '</p>\n'
            yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'figure'), t_2('timeline-%d', environment.getattr(l_1_page, 'number')), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Deliveries and errors over time, and the exposure windows as stated.', _loop_vars=_loop_vars), _loop_vars=_loop_vars)))
            yield '\n'
            def macro():
                t_13 = []
                l_2_range = resolve('range')
                l_2_id = resolve('id')
                l_2_c = resolve('c')
                l_2_t = missing
                pass
                t_13.extend((
                    '<thead>\n<tr><th scope="col" rowspan="2">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Window'))),
                    '</th><th scope="col" rowspan="2">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Exposed'))),
                    '</th><th scope="colgroup" colspan="3" class="mid">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Downloads'))),
                    '</th><th scope="colgroup" colspan="3" class="mid">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP addresses'))),
                    '</th><th scope="col" rowspan="2" class="num">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Partial'))),
                    '</th></tr>\n<tr>',
                ))
                for l_3_i in context.call((undefined(name='range') if l_2_range is missing else l_2_range), 2):
                    _loop_vars = {}
                    pass
                    t_13.extend((
                        '<th scope="col" class="num">',
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'at least', _loop_vars=_loop_vars))),
                        '</th><th scope="col" class="num">',
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'established', _loop_vars=_loop_vars))),
                        '</th><th scope="col" class="num">',
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'at most', _loop_vars=_loop_vars))),
                        '</th>',
                    ))
                l_3_i = missing
                t_13.append(
                    '</tr>\n</thead>\n<tbody>\n',
                )
                for l_3_part in environment.getattr(l_1_page, 'windows'):
                    l_3_t = l_2_t
                    l_3_id = l_2_id
                    _loop_vars = {}
                    pass
                    l_3_t = environment.getattr(l_3_part, 'tally')
                    _loop_vars['t'] = l_3_t
                    l_3_id = t_2('%d.W%d', environment.getattr(l_1_page, 'number'), environment.getattr(l_3_part, 'number'))
                    _loop_vars['id'] = l_3_id
                    t_13.extend((
                        '<tr><th scope="row">',
                        escape(environment.finalize(t_6(environment.getattr(l_3_part, 'number')))),
                        ' <bdi>',
                        escape(environment.finalize(environment.getattr((undefined(name='t') if l_3_t is missing else l_3_t), 'label'))),
                        '</bdi></th><td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'span'), environment.getattr((undefined(name='t') if l_3_t is missing else l_3_t), 'start'), environment.getattr((undefined(name='t') if l_3_t is missing else l_3_t), 'end'), _loop_vars=_loop_vars))),
                        '</td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_2_c is missing else l_2_c), 'three'), environment.getattr((undefined(name='t') if l_3_t is missing else l_3_t), 'downloads'), markup_join(((undefined(name='id') if l_3_id is missing else l_3_id), '.D', )), False, _loop_vars=_loop_vars))),
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_2_c is missing else l_2_c), 'three'), environment.getattr((undefined(name='t') if l_3_t is missing else l_3_t), 'addresses'), markup_join(((undefined(name='id') if l_3_id is missing else l_3_id), '.A', )), False, _loop_vars=_loop_vars))),
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_2_c is missing else l_2_c), 'number'), environment.getattr((undefined(name='t') if l_3_t is missing else l_3_t), 'partial'), markup_join(((undefined(name='id') if l_3_id is missing else l_3_id), '.P', )), False, _loop_vars=_loop_vars))),
                        '</tr>\n',
                    ))
                l_3_part = l_3_t = l_3_id = missing
                t_13.append(
                    '</tbody>\n',
                )
                l_2_t = environment.getattr(environment.getattr(l_1_page, 'findings'), 'outside')
                if (environment.getattr(environment.getattr((undefined(name='t') if l_2_t is missing else l_2_t), 'downloads'), 'at_most') or environment.getattr((undefined(name='t') if l_2_t is missing else l_2_t), 'partial')):
                    pass
                    t_13.extend((
                        '<tbody><tr><th scope="row" colspan="2">',
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'outside every window'))),
                        '</th>',
                    ))
                    l_2_id = t_2('%d.X', environment.getattr(l_1_page, 'number'))
                    t_13.extend((
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_2_c is missing else l_2_c), 'three'), environment.getattr((undefined(name='t') if l_2_t is missing else l_2_t), 'downloads'), markup_join(((undefined(name='id') if l_2_id is missing else l_2_id), '.D', )), False))),
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_2_c is missing else l_2_c), 'three'), environment.getattr((undefined(name='t') if l_2_t is missing else l_2_t), 'addresses'), markup_join(((undefined(name='id') if l_2_id is missing else l_2_id), '.A', )), False))),
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_2_c is missing else l_2_c), 'number'), environment.getattr((undefined(name='t') if l_2_t is missing else l_2_t), 'partial'), markup_join(((undefined(name='id') if l_2_id is missing else l_2_id), '.P', )), False))),
                        '</tr></tbody>\n',
                    ))
                return concat(t_13)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'By window', _loop_vars=_loop_vars), 'windows', caller=caller, _loop_vars=_loop_vars)
        l_1_loop = l_1_page = l_1_answers = l_1_answer = l_1_total = missing
        yield '\n'
        for l_1_each in (undefined(name='given_away') if l_0_given_away is missing else l_0_given_away):
            _loop_vars = {}
            pass
            yield '<p>'
            if (t_3((undefined(name='pages') if l_0_pages is missing else l_0_pages)) > 1):
                pass
                yield '<bdi>'
                yield escape(environment.finalize(environment.getattr(environment.getattr(l_1_each, 'document'), 'file')))
                yield '</bdi>: '
            yield escape(environment.finalize(t_9(environment.getattr(l_1_each, 'sentence'))))
            if environment.getattr(l_1_each, 'product'):
                pass
                yield ' <strong>'
                yield escape(environment.finalize(t_9(environment.getattr(l_1_each, 'product'))))
                yield '.</strong>'
            yield '</p>\n'
        l_1_each = missing
        yield '\n<h2>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'What is uncertain')))
        yield '</h2>\n<ul class="doubts">\n'
        if environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'complete'):
            pass
            yield '<li>'
            yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), '<strong>The evidence is complete</strong> where it could touch a window: %(covered)s.', covered=(undefined(name='covered') if l_0_covered is missing else l_0_covered))))
            yield '</li>\n'
        else:
            pass
            yield '<li>'
            yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), '<strong>The evidence is incomplete:</strong> what is missing could change these numbers; %(covered)s.', covered=(undefined(name='covered') if l_0_covered is missing else l_0_covered))))
            yield '</li>\n'
        for l_1_limit in environment.getattr((undefined(name='doubts') if l_0_doubts is missing else l_0_doubts), 'serious'):
            _loop_vars = {}
            pass
            yield '<li class="serious">'
            yield escape(environment.finalize(t_9(environment.getattr(l_1_limit, 'text'))))
            yield '</li>\n'
        l_1_limit = missing
        for l_1_limit in environment.getattr((undefined(name='doubts') if l_0_doubts is missing else l_0_doubts), 'others'):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(environment.finalize(t_9(environment.getattr(l_1_limit, 'text'))))
            yield '</li>\n'
        l_1_limit = missing
        yield '<li>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'An IP address is not a person, and what was sent was not necessarily read.')))
        yield '</li>\n'
        if environment.getattr((undefined(name='doubts') if l_0_doubts is missing else l_0_doubts), 'more'):
            pass
            yield '<li><a href="#limits">'
            yield escape(environment.finalize(context.call((undefined(name='ngettext') if l_0_ngettext is missing else l_0_ngettext), '%(count)s more limitation, in section 7', '%(count)s more limitations, in section 7', environment.getattr((undefined(name='doubts') if l_0_doubts is missing else l_0_doubts), 'more'), count=environment.getattr((undefined(name='doubts') if l_0_doubts is missing else l_0_doubts), 'more'))))
            yield '</a></li>\n'
        yield '</ul>\n\n<h2>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Who it was, as far as the logs tell')))
        yield '</h2>\n'
        for l_1_page in (undefined(name='pages') if l_0_pages is missing else l_0_pages):
            l_1_file = l_1_located = missing
            _loop_vars = {}
            pass
            l_1_file = environment.getattr(l_1_page, 'findings')
            _loop_vars['file'] = l_1_file
            if (t_3((undefined(name='pages') if l_0_pages is missing else l_0_pages)) > 1):
                pass
                yield '<p class="of"><bdi>'
                yield escape(environment.finalize(environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'name')))
                yield '</bdi></p>\n'
            l_1_located = t_4(context.eval_ctx, t_8(context, t_5(context, environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'by_country'), attribute='name'), 'none'))
            _loop_vars['located'] = l_1_located
            if ((environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'by_class') or (undefined(name='located') if l_1_located is missing else l_1_located)) or environment.getattr(l_1_page, 'parties')):
                pass
                yield '<div class="who">\n'
                if environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'by_class'):
                    pass
                    def macro():
                        t_14 = []
                        pass
                        t_14.extend((
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Program'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Downloads'), 'num'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP addresses'), 'num')]))),
                            '\n<tbody>\n',
                        ))
                        for l_3_share in environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'by_class'):
                            l_3_c = resolve('c')
                            l_3_id = missing
                            _loop_vars = {}
                            pass
                            t_14.append(
                                '<tr><th scope="row">',
                            )
                            if t_11(environment.getattr(l_3_share, 'name')):
                                pass
                                t_14.append(
                                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not known', _loop_vars=_loop_vars))),
                                )
                            else:
                                pass
                                t_14.append(
                                    escape(environment.finalize(t_7(environment.getattr(l_3_share, 'name')))),
                                )
                            t_14.append(
                                '</th>',
                            )
                            l_3_id = t_2('%d.W.class-%s', environment.getattr(l_1_page, 'number'), t_10(environment.getattr(l_3_share, 'name')))
                            _loop_vars['id'] = l_3_id
                            t_14.extend((
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_3_c is missing else l_3_c), 'number'), environment.getattr(l_3_share, 'downloads'), markup_join(((undefined(name='id') if l_3_id is missing else l_3_id), '.D', )), _loop_vars=_loop_vars))),
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_3_c is missing else l_3_c), 'number'), environment.getattr(l_3_share, 'addresses'), markup_join(((undefined(name='id') if l_3_id is missing else l_3_id), '.A', )), _loop_vars=_loop_vars))),
                                '</tr>\n',
                            ))
                        l_3_share = l_3_id = l_3_c = missing
                        t_14.append(
                            '</tbody>\n',
                        )
                        return concat(t_14)
                    caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
                    yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'What they used, as it called itself', _loop_vars=_loop_vars), 'shares', caller=caller, _loop_vars=_loop_vars)
                if (undefined(name='located') if l_1_located is missing else l_1_located):
                    pass
                    def macro():
                        t_15 = []
                        pass
                        t_15.extend((
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Country'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Downloads'), 'num'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP addresses'), 'num')]))),
                            '\n<tbody>\n',
                        ))
                        for l_3_share in environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'by_country'):
                            l_3_c = resolve('c')
                            l_3_id = missing
                            _loop_vars = {}
                            pass
                            t_15.append(
                                '<tr><th scope="row">',
                            )
                            if t_11(environment.getattr(l_3_share, 'name')):
                                pass
                                t_15.append(
                                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not known', _loop_vars=_loop_vars))),
                                )
                            else:
                                pass
                                t_15.append(
                                    escape(environment.finalize(t_1(environment.getattr(l_3_share, 'name')))),
                                )
                            t_15.append(
                                '</th>',
                            )
                            l_3_id = t_2('%d.W.country-%s', environment.getattr(l_1_page, 'number'), t_10(environment.getattr(l_3_share, 'name')))
                            _loop_vars['id'] = l_3_id
                            t_15.extend((
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_3_c is missing else l_3_c), 'number'), environment.getattr(l_3_share, 'downloads'), markup_join(((undefined(name='id') if l_3_id is missing else l_3_id), '.D', )), _loop_vars=_loop_vars))),
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_3_c is missing else l_3_c), 'number'), environment.getattr(l_3_share, 'addresses'), markup_join(((undefined(name='id') if l_3_id is missing else l_3_id), '.A', )), _loop_vars=_loop_vars))),
                                '</tr>\n',
                            ))
                        l_3_share = l_3_id = l_3_c = missing
                        t_15.append(
                            '</tbody>\n',
                        )
                        return concat(t_15)
                    caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
                    yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Where the IP address is registered', _loop_vars=_loop_vars), 'shares', caller=caller, _loop_vars=_loop_vars)
                if environment.getattr(l_1_page, 'parties'):
                    pass
                    def macro():
                        t_16 = []
                        pass
                        t_16.extend((
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Party'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Downloads'), 'num'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP addresses'), 'num')]))),
                            '\n<tbody>\n',
                        ))
                        for (l_3_label, l_3_downloads, l_3_addresses) in environment.getattr(l_1_page, 'parties'):
                            l_3_party_ids = resolve('party_ids')
                            l_3_c = resolve('c')
                            l_3_id = missing
                            _loop_vars = {}
                            pass
                            t_16.extend((
                                '<tr><th scope="row">',
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'party'), l_3_label, _loop_vars=_loop_vars))),
                                '</th>',
                            ))
                            l_3_id = t_2('%d.W.party-%s', environment.getattr(l_1_page, 'number'), environment.getitem((undefined(name='party_ids') if l_3_party_ids is missing else l_3_party_ids), l_3_label))
                            _loop_vars['id'] = l_3_id
                            t_16.extend((
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_3_c is missing else l_3_c), 'number'), l_3_downloads, markup_join(((undefined(name='id') if l_3_id is missing else l_3_id), '.D', )), _loop_vars=_loop_vars))),
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_3_c is missing else l_3_c), 'number'), l_3_addresses, markup_join(((undefined(name='id') if l_3_id is missing else l_3_id), '.A', )), _loop_vars=_loop_vars))),
                                '</tr>\n',
                            ))
                        l_3_label = l_3_downloads = l_3_addresses = l_3_party_ids = l_3_id = l_3_c = missing
                        t_16.append(
                            '</tbody>\n',
                        )
                        return concat(t_16)
                    caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
                    yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Parties that the case knows', _loop_vars=_loop_vars), 'shares', caller=caller, _loop_vars=_loop_vars)
                yield '</div>\n'
                if (environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'by_class') and (not (undefined(name='located') if l_1_located is missing else l_1_located))):
                    pass
                    yield '<p class="note">'
                    yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'In which countries the IP addresses are registered is not known.', _loop_vars=_loop_vars)))
                    yield '</p>'
            elif environment.getattr(environment.getattr(environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'total'), 'downloads'), 'headline'):
                pass
                yield '<p>'
                yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'This version does not tell: every group is so small that naming it could point at a person.', _loop_vars=_loop_vars)))
                yield '</p>\n'
            elif environment.getattr(environment.getattr(environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'total'), 'downloads'), 'at_most'):
                pass
                yield '<p>'
                yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'No download is sure, so nobody is described; the report shows every line that may be one.', _loop_vars=_loop_vars)))
                yield '</p>\n'
            else:
                pass
                yield '<p>'
                yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'No download was seen, so there is nobody to describe.', _loop_vars=_loop_vars)))
                yield '</p>\n'
        l_1_page = l_1_file = l_1_located = missing
        yield '\n<h2>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'About this report')))
        yield '</h2>\n<dl class="about">\n<div><dt>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Case')))
        yield '</dt><dd>'
        yield escape(environment.finalize(environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'id')))
        if environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'title'):
            pass
            yield ', <bdi>'
            yield escape(environment.finalize(environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'title')))
            yield '</bdi>'
        yield '</dd></div>\n'
        if environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'requested_by'):
            pass
            yield '<div><dt>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Requested by')))
            yield '</dt><dd><bdi>'
            yield escape(environment.finalize(environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'requested_by')))
            yield '</bdi></dd></div>'
        yield '<div><dt>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Aware of the breach')))
        yield '</dt><dd>'
        yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'moment'), environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'aware'))))
        yield '</dd></div>\n<div><dt>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Made from')))
        yield '</dt><dd>'
        yield escape(environment.finalize(context.call((undefined(name='ngettext') if l_0_ngettext is missing else l_0_ngettext), '%(count)s log file, hashed while it was read', '%(count)s log files, hashed while they were read', t_3(environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'sources')), count=t_3(environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'sources')))))
        yield '</dd></div>\n<div><dt>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'How to verify')))
        yield '</dt><dd><a href="#verify">'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'section 10: hashes, rules, and how to count again')))
        yield '</a></dd></div>\n</dl>\n</section>'

    blocks = {}
    debug_info = '2=89&3=94&4=96&5=99&7=105&8=111&10=117&11=121&7=128&15=130&16=134&17=138&20=142&21=145&23=149&24=151&26=160&27=171&30=187&31=192&32=194&33=198&36=213&37=214&38=218&24=230&43=233&44=237&47=251&49=253&50=256&52=261&54=263&55=267&57=270&58=274&60=278&61=280&62=283&66=286&67=288&68=292&69=294&70=297&72=299&73=301&75=304&76=306&77=310&79=313&80=321&76=347&85=348&86=350&87=354&89=357&90=365&86=391&95=392&96=394&97=398&99=401&100=409&96=425&106=427&107=432&108=435&109=437&110=440&112=445&116=449&118=451&119=460&120=468&121=472&122=476'
    return locals()


def _1(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'authority.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_m = resolve('m')
        l_0_ngettext = resolve('ngettext')
        l_0_pages = resolve('pages')
        l_0__ = resolve('_')
        l_0_case = resolve('case')
        l_0_level = resolve('level')
        l_0_stated = l_0_stated_files = l_0_hosts = l_0_parties = missing
        try:
            t_1 = environment.filters['bytes']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'bytes' found.")
        try:
            t_2 = environment.filters['duration']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'duration' found.")
        try:
            t_3 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_4 = environment.filters['list']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'list' found.")
        try:
            t_5 = environment.filters['map']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'map' found.")
        try:
            t_6 = environment.filters['number']
        except KeyError:
            @internalcode
            def t_6(*unused):
                raise TemplateRuntimeError("No filter named 'number' found.")
        try:
            t_7 = environment.filters['select']
        except KeyError:
            @internalcode
            def t_7(*unused):
                raise TemplateRuntimeError("No filter named 'select' found.")
        try:
            t_8 = environment.filters['string']
        except KeyError:
            @internalcode
            def t_8(*unused):
                raise TemplateRuntimeError("No filter named 'string' found.")
        try:
            t_9 = environment.filters['unbounded']
        except KeyError:
            @internalcode
            def t_9(*unused):
                raise TemplateRuntimeError("No filter named 'unbounded' found.")
        pass
        def macro(l_1_term, l_1_value):
            t_10 = []
            if l_1_term is missing:
                l_1_term = undefined("parameter 'term' was not provided", name='term')
            if l_1_value is missing:
                l_1_value = undefined("parameter 'value' was not provided", name='value')
            pass
            if l_1_value:
                pass
                t_10.extend((
                    '<div><dt>',
                    escape(environment.finalize(l_1_term)),
                    '</dt><dd><bdi>',
                    escape(environment.finalize(l_1_value)),
                    '</bdi></dd></div>\n',
                ))
            elif ((undefined(name='level') if l_0_level is missing else l_0_level) == 'investigator'):
                pass
                t_10.extend((
                    '<div><dt>',
                    escape(environment.finalize(l_1_term)),
                    '</dt><dd>',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not stated'))),
                    '</dd></div>\n',
                ))
            return concat(t_10)
        context.exported_vars.add('stated')
        context.vars['stated'] = l_0_stated = Macro(environment, macro, 'stated', ('term', 'value'), False, False, False, context.eval_ctx.autoescape)
        yield '<section id="authority">\n'
        yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'title'), 'authority')))
        yield '\n<p>'
        yield escape(environment.finalize(context.call((undefined(name='ngettext') if l_0_ngettext is missing else l_0_ngettext), 'How many times, and to how many IP addresses, did the server hand over the file named below while it was exposed?', 'How many times, and to how many IP addresses, did the server hand over the %(count)s files named below while they were exposed?', t_3((undefined(name='pages') if l_0_pages is missing else l_0_pages)), count=t_3((undefined(name='pages') if l_0_pages is missing else l_0_pages)))))
        yield '</p>\n<dl>\n<div><dt>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Case')))
        yield '</dt><dd>'
        yield escape(environment.finalize(environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'id')))
        if environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'title'):
            pass
            yield ': <bdi>'
            yield escape(environment.finalize(environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'title')))
            yield '</bdi>'
        yield '</dd></div>\n'
        yield escape(environment.finalize(context.call((undefined(name='stated') if l_0_stated is missing else l_0_stated), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Purpose'), environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'purpose'))))
        yield '\n'
        yield escape(environment.finalize(context.call((undefined(name='stated') if l_0_stated is missing else l_0_stated), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Requested by'), environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'requested_by'))))
        yield '\n'
        yield escape(environment.finalize(context.call((undefined(name='stated') if l_0_stated is missing else l_0_stated), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Legal basis'), environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'legal_basis'))))
        yield '\n'
        yield escape(environment.finalize(context.call((undefined(name='stated') if l_0_stated is missing else l_0_stated), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Investigator'), environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'investigator'))))
        yield '\n<div><dt>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Aware of the breach')))
        yield '</dt><dd>'
        yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'moment'), environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'aware'))))
        yield '</dd></div>\n'
        if (environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'retain_until') or ((undefined(name='level') if l_0_level is missing else l_0_level) == 'investigator')):
            pass
            yield '<div><dt>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Retain until')))
            yield '</dt><dd>'
            yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'moment'), environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'retain_until'))))
            yield '</dd></div>\n'
        yield '<div><dt>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Times are shown in')))
        yield '</dt><dd>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), '%(zone)s, with their offset, and in UTC', zone=environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'zone'))))
        yield '</dd></div>\n</dl>\n\n'
        l_0_stated_files = t_4(context.eval_ctx, t_7(context, t_5(context, (undefined(name='pages') if l_0_pages is missing else l_0_pages), attribute='stated')))
        context.vars['stated_files'] = l_0_stated_files
        context.exported_vars.add('stated_files')
        l_0_hosts = t_4(context.eval_ctx, t_7(context, t_5(context, (undefined(name='stated_files') if l_0_stated_files is missing else l_0_stated_files), attribute='hosts')))
        context.vars['hosts'] = l_0_hosts
        context.exported_vars.add('hosts')
        def macro():
            t_11 = []
            pass
            t_11.extend((
                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'File'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Paths') if ((undefined(name='level') if l_0_level is missing else l_0_level) != 'public') else cond_expr_undefined("the inline if-expression on line 27 in 'authority.html.j2' evaluated to false and no else section was defined.")), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Hosts') if (undefined(name='hosts') if l_0_hosts is missing else l_0_hosts) else cond_expr_undefined("the inline if-expression on line 27 in 'authority.html.j2' evaluated to false and no else section was defined.")), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Size'), 'num'), ('SHA-256' if ((undefined(name='level') if l_0_level is missing else l_0_level) != 'public') else cond_expr_undefined("the inline if-expression on line 27 in 'authority.html.j2' evaluated to false and no else section was defined."))]))),
                '\n<tbody>\n',
            ))
            for l_2_page in (undefined(name='pages') if l_0_pages is missing else l_0_pages):
                l_2_stated = l_0_stated
                _loop_vars = {}
                pass
                l_2_stated = environment.getattr(l_2_page, 'stated')
                _loop_vars['stated'] = l_2_stated
                t_11.extend((
                    '<tr>\n<th scope="row"><bdi>',
                    escape(environment.finalize(environment.getattr(environment.getattr(l_2_page, 'findings'), 'name'))),
                    '</bdi></th>\n',
                ))
                if ((undefined(name='level') if l_0_level is missing else l_0_level) != 'public'):
                    pass
                    t_11.append(
                        '<td>',
                    )
                    if ((undefined(name='stated') if l_2_stated is missing else l_2_stated) and environment.getattr((undefined(name='stated') if l_2_stated is missing else l_2_stated), 'paths')):
                        pass
                        for l_3_path in environment.getattr((undefined(name='stated') if l_2_stated is missing else l_2_stated), 'paths'):
                            _loop_vars = {}
                            pass
                            t_11.extend((
                                '<span class="item"><code>',
                                escape(environment.finalize(l_3_path)),
                                '</code></span>',
                            ))
                        l_3_path = missing
                    else:
                        pass
                        t_11.append(
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'any path that ends in the name', _loop_vars=_loop_vars))),
                        )
                    t_11.append(
                        '</td>\n',
                    )
                if (undefined(name='hosts') if l_0_hosts is missing else l_0_hosts):
                    pass
                    t_11.append(
                        '<td>',
                    )
                    if ((undefined(name='stated') if l_2_stated is missing else l_2_stated) and environment.getattr((undefined(name='stated') if l_2_stated is missing else l_2_stated), 'hosts')):
                        pass
                        for l_3_host in environment.getattr((undefined(name='stated') if l_2_stated is missing else l_2_stated), 'hosts'):
                            _loop_vars = {}
                            pass
                            t_11.extend((
                                '<span class="item"><code>',
                                escape(environment.finalize(l_3_host)),
                                '</code></span>',
                            ))
                        l_3_host = missing
                    else:
                        pass
                        t_11.append(
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'any', _loop_vars=_loop_vars))),
                        )
                    t_11.append(
                        '</td>\n',
                    )
                t_11.append(
                    '<td class="num">',
                )
                if ((undefined(name='stated') if l_2_stated is missing else l_2_stated) and environment.getattr((undefined(name='stated') if l_2_stated is missing else l_2_stated), 'versions')):
                    pass
                    for l_3_v in environment.getattr((undefined(name='stated') if l_2_stated is missing else l_2_stated), 'versions'):
                        _loop_vars = {}
                        pass
                        t_11.extend((
                            '<span class="item">',
                            escape(environment.finalize(t_1(environment.getattr(l_3_v, 'size')))),
                        ))
                        if environment.getattr(l_3_v, 'start'):
                            pass
                            t_11.extend((
                                ' ',
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'from %(start)s', start=context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'moment'), environment.getattr(l_3_v, 'start'), _loop_vars=_loop_vars), _loop_vars=_loop_vars))),
                            ))
                        if environment.getattr(l_3_v, 'end'):
                            pass
                            t_11.extend((
                                ' ',
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'until %(end)s', end=context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'moment'), environment.getattr(l_3_v, 'end'), _loop_vars=_loop_vars), _loop_vars=_loop_vars))),
                            ))
                        t_11.append(
                            '</span>',
                        )
                    l_3_v = missing
                else:
                    pass
                    t_11.append(
                        escape(environment.finalize(t_1(environment.getattr(environment.getattr(l_2_page, 'findings'), 'size')))),
                    )
                t_11.extend((
                    '<span class="item">',
                    escape(environment.finalize(context.call(environment.getattr(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'size_sources'), 'get'), environment.getattr(environment.getattr(l_2_page, 'findings'), 'size_source'), environment.getattr(environment.getattr(l_2_page, 'findings'), 'size_source'), _loop_vars=_loop_vars))),
                    '</span></td>\n',
                ))
                if ((undefined(name='level') if l_0_level is missing else l_0_level) != 'public'):
                    pass
                    t_11.append(
                        '<td>',
                    )
                    if (undefined(name='stated') if l_2_stated is missing else l_2_stated):
                        pass
                        def t_12(fiter):
                            for l_3_v in fiter:
                                if environment.getattr(l_3_v, 'sha256'):
                                    yield l_3_v
                        t_13 = 1
                        for l_3_v in t_12(environment.getattr((undefined(name='stated') if l_2_stated is missing else l_2_stated), 'versions')):
                            _loop_vars = {}
                            pass
                            t_11.extend((
                                '<code class="hash">',
                                escape(environment.finalize(environment.getattr(l_3_v, 'sha256'))),
                                '</code>',
                            ))
                            t_13 = 0
                        l_3_v = missing
                        if t_13:
                            pass
                            t_11.append(
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not stated'))),
                            )
                    else:
                        pass
                        t_11.append(
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not stated', _loop_vars=_loop_vars))),
                        )
                    t_11.append(
                        '</td>\n',
                    )
                t_11.append(
                    '</tr>\n',
                )
            l_2_page = l_2_stated = missing
            t_11.append(
                '</tbody>\n',
            )
            return concat(t_11)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Files, as the case states them'), caller=caller)
        yield '\n'
        def macro():
            t_14 = []
            pass
            t_14.extend((
                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), ['', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Window'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Start'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'End'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Length'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Files') if (t_3((undefined(name='pages') if l_0_pages is missing else l_0_pages)) > 1) else cond_expr_undefined("the inline if-expression on line 49 in 'authority.html.j2' evaluated to false and no else section was defined."))]))),
                '\n<tbody>\n',
            ))
            l_2_loop = missing
            for l_2_window, l_2_loop in LoopContext(environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'windows'), undefined):
                _loop_vars = {}
                pass
                t_14.extend((
                    '<tr><td class="num">',
                    escape(environment.finalize(t_6(environment.getattr(l_2_loop, 'index')))),
                    '</td><th scope="row"><bdi>',
                    escape(environment.finalize(environment.getattr(l_2_window, 'label'))),
                    '</bdi></th><td>',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'exactly'), environment.getattr(l_2_window, 'start'), _loop_vars=_loop_vars))),
                    '</td><td>',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'exactly'), environment.getattr(l_2_window, 'end'), _loop_vars=_loop_vars))),
                    '</td><td>',
                ))
                if (t_9(environment.getattr(l_2_window, 'start')) or t_9(environment.getattr(l_2_window, 'end'))):
                    pass
                    t_14.append(
                        '–',
                    )
                else:
                    pass
                    t_14.append(
                        escape(environment.finalize(t_2((environment.getattr(l_2_window, 'end') - environment.getattr(l_2_window, 'start'))))),
                    )
                t_14.append(
                    '</td>',
                )
                if (t_3((undefined(name='pages') if l_0_pages is missing else l_0_pages)) > 1):
                    pass
                    t_14.append(
                        '<td>',
                    )
                    l_3_loop = missing
                    for l_3_name, l_3_loop in LoopContext(environment.getattr(l_2_window, 'files'), undefined):
                        _loop_vars = {}
                        pass
                        t_14.extend((
                            '<bdi>',
                            escape(environment.finalize(l_3_name)),
                            '</bdi>',
                            escape(environment.finalize((', ' if (not environment.getattr(l_3_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 52 in 'authority.html.j2' evaluated to false and no else section was defined.")))),
                        ))
                    l_3_loop = l_3_name = missing
                    t_14.append(
                        '</td>',
                    )
                t_14.append(
                    '</tr>\n',
                )
            l_2_loop = l_2_window = missing
            t_14.append(
                '</tbody>\n',
            )
            return concat(t_14)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Exposure windows, as the case states them: from the start, up to but not including the end'), caller=caller)
        yield '\n'
        l_0_parties = environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'parties')
        context.vars['parties'] = l_0_parties
        context.exported_vars.add('parties')
        if ((((undefined(name='level') if l_0_level is missing else l_0_level) == 'investigator') or environment.getattr((undefined(name='parties') if l_0_parties is missing else l_0_parties), 'own')) or environment.getattr((undefined(name='parties') if l_0_parties is missing else l_0_parties), 'known')):
            pass
            yield '<h3>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Parties that the case names')))
            yield '</h3>\n<dl>\n'
            if (((undefined(name='level') if l_0_level is missing else l_0_level) == 'investigator') or environment.getattr((undefined(name='parties') if l_0_parties is missing else l_0_parties), 'own')):
                pass
                yield '<div><dt>'
                yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), "The organisation's own networks")))
                yield '</dt><dd>'
                t_15 = 1
                for l_1_net in environment.getattr((undefined(name='parties') if l_0_parties is missing else l_0_parties), 'own'):
                    _loop_vars = {}
                    pass
                    yield '<code>'
                    yield escape(environment.finalize(t_8(l_1_net)))
                    yield '</code> '
                    t_15 = 0
                l_1_net = missing
                if t_15:
                    pass
                    yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'none stated')))
                yield '</dd></div>\n'
            if (((undefined(name='level') if l_0_level is missing else l_0_level) == 'investigator') or environment.getattr((undefined(name='parties') if l_0_parties is missing else l_0_parties), 'trusted_proxies')):
                pass
                yield '<div><dt>'
                yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Trusted proxies')))
                yield '</dt><dd>'
                t_16 = 1
                for l_1_net in environment.getattr((undefined(name='parties') if l_0_parties is missing else l_0_parties), 'trusted_proxies'):
                    _loop_vars = {}
                    pass
                    yield '<code>'
                    yield escape(environment.finalize(t_8(l_1_net)))
                    yield '</code> '
                    t_16 = 0
                l_1_net = missing
                if t_16:
                    pass
                    yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'none stated')))
                yield '</dd></div>\n'
            for l_1_party in environment.getattr((undefined(name='parties') if l_0_parties is missing else l_0_parties), 'known'):
                _loop_vars = {}
                pass
                yield '<div><dt><bdi>'
                yield escape(environment.finalize(environment.getattr(l_1_party, 'name')))
                yield '</bdi></dt><dd>'
                t_17 = 1
                for l_2_net in environment.getattr(l_1_party, 'networks'):
                    _loop_vars = {}
                    pass
                    yield '<code>'
                    yield escape(environment.finalize(t_8(l_2_net)))
                    yield '</code> '
                    t_17 = 0
                l_2_net = missing
                if t_17:
                    pass
                    yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'its IP addresses are not in this version')))
                yield '</dd></div>\n'
            l_1_party = missing
            yield '</dl>\n'
        yield '</section>'

    blocks = {}
    debug_info = '1=72&2=79&3=83&4=88&5=92&9=101&10=103&12=105&13=114&14=116&15=118&16=120&17=122&18=126&19=129&21=134&24=138&25=141&26=144&27=148&29=151&30=155&32=159&33=162&34=167&36=186&37=191&39=213&40=248&41=253&26=292&48=294&49=298&51=302&52=307&48=357&57=359&58=362&59=365&61=367&62=370&64=385&65=388&67=403&68=407'
    return locals()


def _2(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'citations.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_m = resolve('m')
        l_0_gettext = resolve('gettext')
        l_0__ = resolve('_')
        try:
            t_1 = environment.filters['code']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'code' found.")
        try:
            t_2 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_3 = environment.filters['linked']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'linked' found.")
        try:
            t_4 = environment.filters['list']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'list' found.")
        try:
            t_5 = environment.filters['number']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'number' found.")
        try:
            t_6 = environment.filters['place']
        except KeyError:
            @internalcode
            def t_6(*unused):
                raise TemplateRuntimeError("No filter named 'place' found.")
        try:
            t_7 = environment.filters['say']
        except KeyError:
            @internalcode
            def t_7(*unused):
                raise TemplateRuntimeError("No filter named 'say' found.")
        try:
            t_8 = environment.tests['none']
        except KeyError:
            @internalcode
            def t_8(*unused):
                raise TemplateRuntimeError("No test named 'none' found.")
        pass
        yield '<section id="citations">\n'
        yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'title'), 'citations')))
        yield '\n<p>'
        yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), 'A letter quotes a number by the id of the case, the id below and the SHA-256 of %(name)s. Ids are the same in every language and at every level of this report. Numbers that are 0 are not listed, nor those of single addresses, which are named after their number.', name=Markup('<code>findings.json</code>'))))
        yield '</p>\n'
        def macro():
            t_9 = []
            l_1_recorded = resolve('recorded')
            l_1_cited = resolve('cited')
            pass
            t_9.extend((
                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Id'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'What it counts'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Where'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Number'), 'num'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Lines behind it') if (undefined(name='recorded') if l_1_recorded is missing else l_1_recorded) else cond_expr_undefined("the inline if-expression on line 5 in 'citations.html.j2' evaluated to false and no else section was defined."))]))),
                '\n<tbody>\n',
            ))
            for l_2_each in (undefined(name='cited') if l_1_cited is missing else l_1_cited):
                l_2_grades = resolve('grades')
                l_2_places = resolve('places')
                l_2_pages = resolve('pages')
                _loop_vars = {}
                pass
                t_9.extend((
                    '<tr id="c-',
                    escape(environment.finalize(environment.getattr(l_2_each, 'id'))),
                    '"><th scope="row"><code>',
                    escape(environment.finalize(environment.getattr(l_2_each, 'id'))),
                    '</code></th><td>',
                ))
                if (environment.getitem(context.call(environment.getattr(environment.getattr(l_2_each, 'id'), 'split'), '.', _loop_vars=_loop_vars), -1) in (undefined(name='grades') if l_2_grades is missing else l_2_grades)):
                    pass
                    t_9.append(
                        escape(environment.finalize(t_3(t_7(environment.getattr(l_2_each, 'what')), (undefined(name='places') if l_2_places is missing else l_2_places), t_4(context.eval_ctx, (undefined(name='grades') if l_2_grades is missing else l_2_grades))))),
                    )
                else:
                    pass
                    t_9.append(
                        escape(environment.finalize(t_7(environment.getattr(l_2_each, 'what')))),
                    )
                if (environment.getattr(l_2_each, 'file') and (t_2((undefined(name='pages') if l_2_pages is missing else l_2_pages)) > 1)):
                    pass
                    t_9.extend((
                        '<span class="item"><bdi>',
                        escape(environment.finalize(environment.getattr(l_2_each, 'file'))),
                        '</bdi></span>',
                    ))
                t_9.extend((
                    '</td><td>',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'name'), t_6(l_2_each), _loop_vars=_loop_vars))),
                    '</td><td class="num">',
                ))
                if t_8(environment.getattr(l_2_each, 'value')):
                    pass
                    t_9.extend((
                        '<span class="said">',
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not determinable from these logs', _loop_vars=_loop_vars))),
                        '</span>',
                    ))
                elif environment.getattr(l_2_each, 'open_ended'):
                    pass
                    t_9.append(
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), '%(number)s or more', number=t_5(environment.getattr(l_2_each, 'value')), _loop_vars=_loop_vars))),
                    )
                else:
                    pass
                    t_9.append(
                        escape(environment.finalize(t_5(environment.getattr(l_2_each, 'value')))),
                    )
                t_9.append(
                    '</td>',
                )
                if (undefined(name='recorded') if l_1_recorded is missing else l_1_recorded):
                    pass
                    t_9.append(
                        '<td class="refs">',
                    )
                    if environment.getattr(l_2_each, 'rows'):
                        pass
                        t_9.append(
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'lines'), environment.getattr(l_2_each, 'rows'), 20, _loop_vars=_loop_vars))),
                        )
                    else:
                        pass
                        t_9.append(
                            '–',
                        )
                    t_9.append(
                        '</td>',
                    )
                t_9.append(
                    '</tr>\n',
                )
            l_2_each = l_2_grades = l_2_places = l_2_pages = missing
            t_9.append(
                '</tbody>\n',
            )
            return concat(t_9)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Every number with its id'), 'citations', caller=caller)
        yield '</section>'

    blocks = {}
    debug_info = '2=63&3=65&4=67&5=73&7=76&8=84&4=158'
    return locals()


def _3(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'cited.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_shown = l_0_number = l_0_three = missing
        try:
            t_1 = environment.filters['number']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'number' found.")
        try:
            t_2 = environment.tests['none']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No test named 'none' found.")
        pass
        yield '\n'
        def macro(l_1_text, l_1_name, l_1_value, l_1_anchored):
            t_3 = []
            l_1_listed_ids = resolve('listed_ids')
            l_1_level = resolve('level')
            l_1_aim = missing
            if l_1_text is missing:
                l_1_text = undefined("parameter 'text' was not provided", name='text')
            if l_1_name is missing:
                l_1_name = undefined("parameter 'name' was not provided", name='name')
            if l_1_value is missing:
                l_1_value = undefined("parameter 'value' was not provided", name='value')
            if l_1_anchored is missing:
                l_1_anchored = True
            pass
            l_1_aim = (markup_join(('#c-', l_1_name, )) if (l_1_name in (undefined(name='listed_ids') if l_1_listed_ids is missing else l_1_listed_ids)) else ('#section-3.7' if (((undefined(name='level') if l_1_level is missing else l_1_level) == 'public') and l_1_value) else ''))
            if (undefined(name='aim') if l_1_aim is missing else l_1_aim):
                pass
                t_3.append(
                    '<a class="n"',
                )
                if l_1_anchored:
                    pass
                    t_3.extend((
                        ' id="n-',
                        escape(environment.finalize(l_1_name)),
                        '"',
                    ))
                t_3.extend((
                    ' title="',
                    escape(environment.finalize(l_1_name)),
                    '" href="',
                    escape(environment.finalize((undefined(name='aim') if l_1_aim is missing else l_1_aim))),
                    '">',
                    escape(environment.finalize(l_1_text)),
                    '</a>',
                ))
            else:
                pass
                t_3.append(
                    '<span class="n"',
                )
                if l_1_anchored:
                    pass
                    t_3.extend((
                        ' id="n-',
                        escape(environment.finalize(l_1_name)),
                        '"',
                    ))
                t_3.extend((
                    ' title="',
                    escape(environment.finalize(l_1_name)),
                    '">',
                    escape(environment.finalize(l_1_text)),
                    '</span>',
                ))
            return concat(t_3)
        context.exported_vars.add('shown')
        context.vars['shown'] = l_0_shown = Macro(environment, macro, 'shown', ('text', 'name', 'value', 'anchored'), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_count, l_1_name, l_1_anchored):
            t_4 = []
            if l_1_count is missing:
                l_1_count = undefined("parameter 'count' was not provided", name='count')
            if l_1_name is missing:
                l_1_name = undefined("parameter 'name' was not provided", name='name')
            if l_1_anchored is missing:
                l_1_anchored = True
            pass
            t_4.append(
                '<td class="num">',
            )
            if t_2(l_1_count):
                pass
                t_4.append(
                    '–',
                )
            else:
                pass
                t_4.append(
                    escape(environment.finalize(context.call((undefined(name='shown') if l_0_shown is missing else l_0_shown), t_1(l_1_count), l_1_name, l_1_count, l_1_anchored))),
                )
            t_4.append(
                '</td>',
            )
            return concat(t_4)
        context.exported_vars.add('number')
        context.vars['number'] = l_0_number = Macro(environment, macro, 'number', ('count', 'name', 'anchored'), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_bounds, l_1_name, l_1_anchored):
            t_5 = []
            l_1_m = resolve('m')
            if l_1_bounds is missing:
                l_1_bounds = undefined("parameter 'bounds' was not provided", name='bounds')
            if l_1_name is missing:
                l_1_name = undefined("parameter 'name' was not provided", name='name')
            if l_1_anchored is missing:
                l_1_anchored = True
            pass
            t_5.extend((
                '<td class="num">',
                escape(environment.finalize(context.call((undefined(name='shown') if l_0_shown is missing else l_0_shown), context.call(environment.getattr((undefined(name='m') if l_1_m is missing else l_1_m), 'least'), l_1_bounds), markup_join((l_1_name, '.min', )), environment.getattr(l_1_bounds, 'at_least'), l_1_anchored))),
                '</td><td class="num headline">',
                escape(environment.finalize(context.call((undefined(name='shown') if l_0_shown is missing else l_0_shown), t_1(environment.getattr(l_1_bounds, 'headline')), markup_join((l_1_name, '.est', )), environment.getattr(l_1_bounds, 'headline'), l_1_anchored))),
                '</td><td class="num">',
                escape(environment.finalize(context.call((undefined(name='shown') if l_0_shown is missing else l_0_shown), context.call(environment.getattr((undefined(name='m') if l_1_m is missing else l_1_m), 'most'), l_1_bounds), markup_join((l_1_name, '.max', )), environment.getattr(l_1_bounds, 'at_most'), l_1_anchored))),
                '</td>',
            ))
            return concat(t_5)
        context.exported_vars.add('three')
        context.vars['three'] = l_0_three = Macro(environment, macro, 'three', ('bounds', 'name', 'anchored'), False, False, False, context.eval_ctx.autoescape)

    blocks = {}
    debug_info = '4=25&5=39&6=40&9=84&12=113&13=125'
    return locals()


def _4(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'conclusion.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_m = resolve('m')
        l_0_pages = resolve('pages')
        l_0_exposed = resolve('exposed')
        l_0_findings = resolve('findings')
        l_0_gettext = resolve('gettext')
        l_0_covered = resolve('covered')
        l_0_case = resolve('case')
        try:
            t_1 = environment.filters['duration']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'duration' found.")
        try:
            t_2 = environment.filters['least']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'least' found.")
        try:
            t_3 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_4 = environment.filters['most']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'most' found.")
        try:
            t_5 = environment.filters['say']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'say' found.")
        try:
            t_6 = environment.filters['sentence']
        except KeyError:
            @internalcode
            def t_6(*unused):
                raise TemplateRuntimeError("No filter named 'sentence' found.")
        try:
            t_7 = environment.tests['none']
        except KeyError:
            @internalcode
            def t_7(*unused):
                raise TemplateRuntimeError("No test named 'none' found.")
        pass
        yield '<section id="conclusion">\n'
        yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'title'), 'conclusion')))
        yield '\n'
        l_1_loop = missing
        for l_1_page, l_1_loop in LoopContext((undefined(name='pages') if l_0_pages is missing else l_0_pages), undefined):
            l_1_answers = resolve('answers')
            l_1_answer = l_1_a = missing
            _loop_vars = {}
            pass
            l_1_answer = environment.getitem((undefined(name='answers') if l_1_answers is missing else l_1_answers), environment.getattr(l_1_loop, 'index0'))
            _loop_vars['answer'] = l_1_answer
            l_1_a = environment.getattr(environment.getattr(environment.getattr(l_1_page, 'findings'), 'total'), 'addresses')
            _loop_vars['a'] = l_1_a
            yield '<p>'
            yield escape(environment.finalize(environment.getitem((undefined(name='answer') if l_1_answer is missing else l_1_answer), 0)))
            yield '<bdi>'
            yield escape(environment.finalize(environment.getitem((undefined(name='answer') if l_1_answer is missing else l_1_answer), 1)))
            yield '</bdi>'
            yield escape(environment.finalize(environment.getitem((undefined(name='answer') if l_1_answer is missing else l_1_answer), 2)))
            yield '</p>\n'
            if environment.getattr((undefined(name='a') if l_1_a is missing else l_1_a), 'headline'):
                pass
                if t_7(environment.getattr((undefined(name='a') if l_1_a is missing else l_1_a), 'at_least')):
                    pass
                    yield '<p>'
                    yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), 'How many IP addresses got it for certain cannot be determined from these logs; at most %(most)s.', most=t_4((undefined(name='a') if l_1_a is missing else l_1_a)), _loop_vars=_loop_vars)))
                    yield '</p>\n'
                else:
                    pass
                    yield '<p>'
                    yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), 'The number of IP addresses is at least %(least)s and at most %(most)s.', least=t_2((undefined(name='a') if l_1_a is missing else l_1_a)), most=t_4((undefined(name='a') if l_1_a is missing else l_1_a)), _loop_vars=_loop_vars)))
                    yield '</p>\n'
        l_1_loop = l_1_page = l_1_answers = l_1_answer = l_1_a = missing
        def t_8(fiter):
            for l_1_page in fiter:
                if (environment.getattr(environment.getattr(environment.getattr(l_1_page, 'findings'), 'floor'), 'text') or environment.getattr(environment.getattr(environment.getattr(l_1_page, 'findings'), 'ceiling'), 'text')):
                    yield l_1_page
        for l_1_page in t_8((undefined(name='pages') if l_0_pages is missing else l_0_pages)):
            _loop_vars = {}
            pass
            yield '<p>'
            if (t_3((undefined(name='pages') if l_0_pages is missing else l_0_pages)) > 1):
                pass
                yield '<bdi>'
                yield escape(environment.finalize(environment.getattr(environment.getattr(l_1_page, 'findings'), 'name')))
                yield '</bdi>: '
            if environment.getattr(environment.getattr(environment.getattr(l_1_page, 'findings'), 'floor'), 'text'):
                pass
                yield escape(environment.finalize(t_5(environment.getattr(environment.getattr(environment.getattr(l_1_page, 'findings'), 'floor'), 'text'))))
                yield ' '
            yield escape(environment.finalize(t_5(environment.getattr(environment.getattr(environment.getattr(l_1_page, 'findings'), 'ceiling'), 'text'))))
            yield '</p>\n'
        l_1_page = missing
        if ((undefined(name='exposed') if l_0_exposed is missing else l_0_exposed) and environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'complete')):
            pass
            yield '<p>'
            yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), 'Of %(time)s of exposure, %(covered)s; nothing is known to be missing where it could touch a window.', time=t_1((undefined(name='exposed') if l_0_exposed is missing else l_0_exposed)), covered=(undefined(name='covered') if l_0_covered is missing else l_0_covered))))
            yield '</p>\n'
        elif (undefined(name='exposed') if l_0_exposed is missing else l_0_exposed):
            pass
            yield '<p>'
            yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), 'Of %(time)s of exposure, %(covered)s; evidence is missing where it could touch a window (section 7).', time=t_1((undefined(name='exposed') if l_0_exposed is missing else l_0_exposed)), covered=(undefined(name='covered') if l_0_covered is missing else l_0_covered))))
            yield '</p>\n'
        elif environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'complete'):
            pass
            yield '<p>'
            yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), '%(covered)s; nothing is known to be missing where it could touch a window.', covered=t_6((undefined(name='covered') if l_0_covered is missing else l_0_covered)))))
            yield '</p>\n'
        else:
            pass
            yield '<p>'
            yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), '%(covered)s; evidence is missing where it could touch a window (section 7).', covered=t_6((undefined(name='covered') if l_0_covered is missing else l_0_covered)))))
            yield '</p>\n'
        yield '<p class="note">'
        yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), 'Established: every delivery of the whole file; repeats and robots are not taken off. At least: only deliveries of which the log proves that the whole file was handed over, not to the organisation itself, one per IP address within %(time)s. At most: also partial deliveries, those that the log does not decide, copies that no line explains, and what lies at the edge of a window. Annex B lists the rules.', time=t_1(environment.getattr(environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'counting'), 'merge')))))
        yield '</p>\n</section>'

    blocks = {}
    debug_info = '2=61&3=64&4=69&5=71&6=74&7=80&8=82&9=85&11=90&15=93&16=101&18=113&19=116&20=118&21=121&22=123&23=126&25=131&27=134'
    return locals()


def _5(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'contents.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_pages = resolve('pages')
        l_0__ = resolve('_')
        l_0_m = resolve('m')
        l_0_many = missing
        try:
            t_1 = environment.filters['map']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'map' found.")
        try:
            t_2 = environment.filters['sum']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'sum' found.")
        pass
        l_0_many = (t_2(environment, t_1(context, t_1(context, (undefined(name='pages') if l_0_pages is missing else l_0_pages), attribute='windows'), 'length')) > 6)
        context.vars['many'] = l_0_many
        context.exported_vars.add('many')
        yield '<nav'
        if (undefined(name='many') if l_0_many is missing else l_0_many):
            pass
            yield ' class="after"'
        yield ' aria-labelledby="contents">\n<h2 id="contents">'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Contents')))
        yield '</h2>\n<ol>\n'
        def t_3(fiter):
            l_1_recorded = resolve('recorded')
            for (l_1_id, l_1_number, l_1_words) in fiter:
                if ((l_1_id != 'records') or (undefined(name='recorded') if l_1_recorded is missing else l_1_recorded)):
                    yield (l_1_id, l_1_number, l_1_words)
        for (l_1_id, l_1_number, l_1_words) in t_3(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'chapters')):
            _loop_vars = {}
            pass
            yield '<li><span class="place">'
            yield escape(environment.finalize(l_1_number))
            yield '</span> <a href="#'
            yield escape(environment.finalize(l_1_id))
            yield '">'
            yield escape(environment.finalize(l_1_words))
            yield '</a></li>\n'
        l_1_id = l_1_number = l_1_words = missing
        yield '</ol>\n</nav>'

    blocks = {}
    debug_info = '1=27&2=31&3=35&5=37&6=46'
    return locals()


def _6(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'coverage.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_m = resolve('m')
        l_0_exposed = resolve('exposed')
        l_0_gettext = resolve('gettext')
        l_0_covered = resolve('covered')
        l_0__ = resolve('_')
        l_0_findings = resolve('findings')
        l_0_sourced = resolve('sourced')
        l_0_level = resolve('level')
        try:
            t_1 = environment.filters['duration']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'duration' found.")
        try:
            t_2 = environment.filters['int']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'int' found.")
        try:
            t_3 = environment.filters['join']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'join' found.")
        try:
            t_4 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_5 = environment.filters['list']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'list' found.")
        try:
            t_6 = environment.filters['map']
        except KeyError:
            @internalcode
            def t_6(*unused):
                raise TemplateRuntimeError("No filter named 'map' found.")
        try:
            t_7 = environment.filters['number']
        except KeyError:
            @internalcode
            def t_7(*unused):
                raise TemplateRuntimeError("No filter named 'number' found.")
        try:
            t_8 = environment.filters['percent']
        except KeyError:
            @internalcode
            def t_8(*unused):
                raise TemplateRuntimeError("No filter named 'percent' found.")
        try:
            t_9 = environment.filters['round']
        except KeyError:
            @internalcode
            def t_9(*unused):
                raise TemplateRuntimeError("No filter named 'round' found.")
        try:
            t_10 = environment.filters['say']
        except KeyError:
            @internalcode
            def t_10(*unused):
                raise TemplateRuntimeError("No filter named 'say' found.")
        try:
            t_11 = environment.filters['select']
        except KeyError:
            @internalcode
            def t_11(*unused):
                raise TemplateRuntimeError("No filter named 'select' found.")
        try:
            t_12 = environment.filters['selectattr']
        except KeyError:
            @internalcode
            def t_12(*unused):
                raise TemplateRuntimeError("No filter named 'selectattr' found.")
        try:
            t_13 = environment.filters['sentence']
        except KeyError:
            @internalcode
            def t_13(*unused):
                raise TemplateRuntimeError("No filter named 'sentence' found.")
        try:
            t_14 = environment.filters['sum']
        except KeyError:
            @internalcode
            def t_14(*unused):
                raise TemplateRuntimeError("No filter named 'sum' found.")
        try:
            t_15 = environment.tests['none']
        except KeyError:
            @internalcode
            def t_15(*unused):
                raise TemplateRuntimeError("No test named 'none' found.")
        pass
        yield '<section id="coverage">\n'
        yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'title'), 'coverage')))
        yield '\n<p>'
        if (undefined(name='exposed') if l_0_exposed is missing else l_0_exposed):
            pass
            yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), '%(covered)s (%(time)s in all).', covered=t_13((undefined(name='covered') if l_0_covered is missing else l_0_covered)), time=t_1((undefined(name='exposed') if l_0_exposed is missing else l_0_exposed)))))
        else:
            pass
            yield escape(environment.finalize(t_13((undefined(name='covered') if l_0_covered is missing else l_0_covered))))
            yield '.'
        yield '</p>\n'
        yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'figure'), 'coverage', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'The time that each series of rotated logs covers, its gaps, and the exposure windows.'))))
        yield '\n'
        if environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'coverage'):
            pass
            l_0_sourced = t_5(context.eval_ctx, t_11(context, t_6(context, environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'coverage'), attribute='sources')))
            context.vars['sourced'] = l_0_sourced
            context.exported_vars.add('sourced')
            def macro():
                t_16 = []
                pass
                t_16.extend((
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Series'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Sources') if (undefined(name='sourced') if l_0_sourced is missing else l_0_sourced) else cond_expr_undefined("the inline if-expression on line 8 in 'coverage.html.j2' evaluated to false and no else section was defined.")), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'First record'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Last record'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Of the windows'), 'num'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Missing rotations') if ((undefined(name='level') if l_0_level is missing else l_0_level) != 'public') else cond_expr_undefined("the inline if-expression on line 8 in 'coverage.html.j2' evaluated to false and no else section was defined.")), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Clock jumps'), 'num'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Out of order'), 'num')]))),
                    '\n<tbody>\n',
                ))
                for l_2_c in environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'coverage'):
                    _loop_vars = {}
                    pass
                    t_16.extend((
                        '<tr><th scope="row">',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'series'), environment.getattr(l_2_c, 'log'), _loop_vars=_loop_vars))),
                        '</th>',
                    ))
                    if (undefined(name='sourced') if l_0_sourced is missing else l_0_sourced):
                        pass
                        t_16.extend((
                            '<td>',
                            escape(environment.finalize(t_3(context.eval_ctx, environment.getattr(l_2_c, 'sources'), ' '))),
                            '</td>',
                        ))
                    t_16.extend((
                        '<td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'when'), environment.getattr(l_2_c, 'first'), _loop_vars=_loop_vars))),
                        '</td><td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'when'), environment.getattr(l_2_c, 'last'), _loop_vars=_loop_vars))),
                        '</td><td class="num">',
                        escape(environment.finalize(t_8(environment.getattr(l_2_c, 'fraction')))),
                        '</td>',
                    ))
                    if ((undefined(name='level') if l_0_level is missing else l_0_level) != 'public'):
                        pass
                        t_16.append(
                            '<td>',
                        )
                        t_17 = 1
                        for l_3_name in environment.getattr(l_2_c, 'missing_rotations'):
                            _loop_vars = {}
                            pass
                            t_16.extend((
                                '<code>',
                                escape(environment.finalize(l_3_name)),
                                '</code> ',
                            ))
                            t_17 = 0
                        l_3_name = missing
                        if t_17:
                            pass
                            t_16.append(
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'none'))),
                            )
                        t_16.append(
                            '</td>',
                        )
                    t_16.extend((
                        '<td class="num">',
                        escape(environment.finalize(t_7(environment.getattr(l_2_c, 'clock_jumps')))),
                        '</td><td class="num">',
                        escape(environment.finalize(t_7(t_9((environment.getattr(l_2_c, 'out_of_order') * 100), 2)))),
                        '%</td></tr>\n',
                    ))
                l_2_c = missing
                t_16.append(
                    '</tbody>\n',
                )
                return concat(t_16)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Series of logs'), caller=caller)
        else:
            pass
            yield '<p>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'No log covers any time.')))
            yield '</p>\n'
        for (l_1_kind, l_1_title) in [('gaps', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Gaps')), ('quiet', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Quiet stretches, rare but no gaps')), ('silences', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'The rarest silence of each window that tells no loss')), ('thinned', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Stretches with far fewer lines than expected'))]:
            l_1_explained = resolve('explained')
            l_1_rows = resolve('rows')
            l_1_found = missing
            _loop_vars = {}
            pass
            l_1_found = t_14(environment, t_6(context, environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'coverage'), attribute=l_1_kind), start=())
            _loop_vars['found'] = l_1_found
            if (undefined(name='found') if l_1_found is missing else l_1_found):
                pass
                l_1_explained = t_5(context.eval_ctx, t_11(context, t_6(context, (undefined(name='found') if l_1_found is missing else l_1_found), attribute='because')))
                _loop_vars['explained'] = l_1_explained
                t_18 = []
                pass
                t_18.extend((
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Series'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'From'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Until'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Length'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Window'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Why') if (undefined(name='explained') if l_1_explained is missing else l_1_explained) else cond_expr_undefined("the inline if-expression on line 23 in 'coverage.html.j2' evaluated to false and no else section was defined.")), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Lines expected'), 'num'), ((context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Lines there'), 'num') if (l_1_kind == 'thinned') else cond_expr_undefined("the inline if-expression on line 23 in 'coverage.html.j2' evaluated to false and no else section was defined."))]))),
                    '\n<tbody>\n',
                ))
                for l_3_c in environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'coverage'):
                    _loop_vars = {}
                    pass
                    for l_4_gap in environment.getitem(l_3_c, l_1_kind):
                        _loop_vars = {}
                        pass
                        t_18.extend((
                            '<tr><th scope="row">',
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'series'), environment.getattr(l_3_c, 'log'), _loop_vars=_loop_vars))),
                            '</th><td>',
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'exactly'), environment.getattr(l_4_gap, 'start'), _loop_vars=_loop_vars))),
                            '</td><td>',
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'exactly'), environment.getattr(l_4_gap, 'end'), _loop_vars=_loop_vars))),
                            '</td><td>',
                            escape(environment.finalize(t_1((environment.getattr(l_4_gap, 'end') - environment.getattr(l_4_gap, 'start'))))),
                            '</td><td>',
                        ))
                        if t_15(environment.getattr(l_4_gap, 'window')):
                            pass
                            t_18.append(
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'outside', _loop_vars=_loop_vars))),
                            )
                        else:
                            pass
                            t_18.extend((
                                '<strong><bdi>',
                                escape(environment.finalize(environment.getattr(l_4_gap, 'window'))),
                                '</bdi></strong>',
                            ))
                        t_18.append(
                            '</td>',
                        )
                        if (undefined(name='explained') if l_1_explained is missing else l_1_explained):
                            pass
                            t_18.extend((
                                '<td>',
                                escape(environment.finalize(t_10(environment.getattr(l_4_gap, 'because')))),
                                '</td>',
                            ))
                        t_18.append(
                            '<td class="num">',
                        )
                        if t_15(environment.getattr(l_4_gap, 'expected')):
                            pass
                            t_18.append(
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not known', _loop_vars=_loop_vars))),
                            )
                        else:
                            pass
                            t_18.append(
                                escape(environment.finalize(t_7(t_2(t_9(environment.getattr(l_4_gap, 'expected')))))),
                            )
                        t_18.append(
                            '</td>',
                        )
                        if (l_1_kind == 'thinned'):
                            pass
                            t_18.extend((
                                '<td class="num">',
                                escape(environment.finalize(t_7((environment.getattr(l_4_gap, 'seen') or 0)))),
                                '</td>',
                            ))
                        t_18.append(
                            '</tr>\n',
                        )
                    l_4_gap = missing
                l_3_c = missing
                t_18.append(
                    '</tbody>\n',
                )
                l_1_rows = (Markup if context.eval_ctx.autoescape else identity)(concat(t_18))
                _loop_vars['rows'] = l_1_rows
                if (l_1_kind in ('gaps', 'thinned')):
                    pass
                    def macro():
                        t_19 = []
                        pass
                        t_19.append(
                            escape(environment.finalize((undefined(name='rows') if l_1_rows is missing else l_1_rows))),
                        )
                        return concat(t_19)
                    caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
                    yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), l_1_title, caller=caller, _loop_vars=_loop_vars)
                else:
                    pass
                    def macro():
                        t_20 = []
                        pass
                        t_20.append(
                            escape(environment.finalize((undefined(name='rows') if l_1_rows is missing else l_1_rows))),
                        )
                        return concat(t_20)
                    caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
                    yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'annex'), l_1_title, t_4((undefined(name='found') if l_1_found is missing else l_1_found)), caller=caller, _loop_vars=_loop_vars)
            elif (l_1_kind == 'gaps'):
                pass
                yield '<p>'
                yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'No gap was found.', _loop_vars=_loop_vars)))
                yield '</p>\n'
        l_1_kind = l_1_title = l_1_found = l_1_explained = l_1_rows = missing
        if t_5(context.eval_ctx, t_12(context, environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'sources'), 'damage')):
            pass
            def macro():
                t_21 = []
                pass
                t_21.extend((
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Source'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Kind'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Byte offset in the file'), 'num'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Last whole line'), 'num'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'What happened'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Lines lost')]))),
                    '\n<tbody>\n',
                ))
                def t_22(fiter):
                    for l_2_s in fiter:
                        if environment.getattr(l_2_s, 'damage'):
                            yield l_2_s
                for l_2_s in t_22(environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'sources')):
                    _loop_vars = {}
                    pass
                    t_21.extend((
                        '<tr><th scope="row">',
                        escape(environment.finalize(environment.getattr(l_2_s, 'id'))),
                        '</th><td>',
                        escape(environment.finalize(environment.getattr(environment.getattr(l_2_s, 'damage'), 'kind'))),
                        '</td><td class="num">',
                    ))
                    if t_15(environment.getattr(environment.getattr(l_2_s, 'damage'), 'offset')):
                        pass
                        t_21.append(
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not known', _loop_vars=_loop_vars))),
                        )
                    else:
                        pass
                        t_21.append(
                            escape(environment.finalize(t_7(environment.getattr(environment.getattr(l_2_s, 'damage'), 'offset')))),
                        )
                    t_21.extend((
                        '</td><td class="num">',
                        escape(environment.finalize(t_7(environment.getattr(environment.getattr(l_2_s, 'damage'), 'last_line')))),
                        '</td><td>',
                        escape(environment.finalize(t_10(environment.getattr(environment.getattr(l_2_s, 'damage'), 'text')))),
                        '</td><td>',
                        escape(environment.finalize((context.call((undefined(name='_') if l_0__ is missing else l_0__), 'possibly', _loop_vars=_loop_vars) if environment.getattr(environment.getattr(l_2_s, 'damage'), 'lost') else context.call((undefined(name='_') if l_0__ is missing else l_0__), 'no', _loop_vars=_loop_vars)))),
                        '</td></tr>\n',
                    ))
                l_2_s = missing
                t_21.append(
                    '</tbody>\n',
                )
                return concat(t_21)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Damaged files'), caller=caller)
        elif ((undefined(name='level') if l_0_level is missing else l_0_level) != 'public'):
            pass
            yield '<p>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'No file is damaged.')))
            yield '</p>\n'
        yield '</section>'

    blocks = {}
    debug_info = '2=110&3=112&4=120&5=122&6=124&7=127&8=131&10=134&11=139&7=195&16=199&18=201&19=207&20=209&21=211&23=216&25=219&26=222&27=227&22=289&32=291&33=293&35=304&37=313&38=316&41=319&42=321&43=325&45=328&46=337&42=367&50=368&51=371'
    return locals()


def _7(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'document.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_given_away = resolve('given_away')
        try:
            t_1 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_2 = environment.filters['list']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'list' found.")
        try:
            t_3 = environment.filters['number']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'number' found.")
        try:
            t_4 = environment.filters['say']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'say' found.")
        try:
            t_5 = environment.filters['selectattr']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'selectattr' found.")
        pass
        for l_1_each in (undefined(name='given_away') if l_0_given_away is missing else l_0_given_away):
            l_1_pages = resolve('pages')
            l_1__ = resolve('_')
            l_1_m = resolve('m')
            l_1_document = missing
            _loop_vars = {}
            pass
            l_1_document = environment.getattr(l_1_each, 'document')
            _loop_vars['document'] = l_1_document
            yield '<h3>'
            if (t_1((undefined(name='pages') if l_1_pages is missing else l_1_pages)) > 1):
                pass
                yield escape(environment.finalize(context.call((undefined(name='_') if l_1__ is missing else l_1__), 'What %(file)s gave away', file=environment.getattr((undefined(name='document') if l_1_document is missing else l_1_document), 'file'), _loop_vars=_loop_vars)))
            else:
                pass
                yield escape(environment.finalize(context.call((undefined(name='_') if l_1__ is missing else l_1__), 'What the file gave away', _loop_vars=_loop_vars)))
            yield '</h3>\n<p>'
            yield escape(environment.finalize(t_4(environment.getattr(l_1_each, 'sentence'))))
            if environment.getattr(l_1_each, 'product'):
                pass
                yield ' <strong>'
                yield escape(environment.finalize(t_4(environment.getattr(l_1_each, 'product'))))
                yield '.</strong>'
            yield '</p>\n'
            if environment.getattr((undefined(name='document') if l_1_document is missing else l_1_document), 'people'):
                pass
                yield '<p>'
                yield escape(environment.finalize(context.call((undefined(name='_') if l_1__ is missing else l_1__), 'People: %(least)s to %(most)s.', least=environment.getattr(environment.getattr((undefined(name='document') if l_1_document is missing else l_1_document), 'people'), 'least'), most=environment.getattr(environment.getattr((undefined(name='document') if l_1_document is missing else l_1_document), 'people'), 'most'), _loop_vars=_loop_vars)))
                yield ' '
                yield escape(environment.finalize(t_4(environment.getattr(environment.getattr((undefined(name='document') if l_1_document is missing else l_1_document), 'people'), 'rule'))))
                yield '</p>\n'
            if environment.getattr((undefined(name='document') if l_1_document is missing else l_1_document), 'categories'):
                pass
                def macro():
                    t_6 = []
                    pass
                    t_6.extend((
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_1_m is missing else l_1_m), 'head'), [context.call((undefined(name='_') if l_1__ is missing else l_1__), 'Category'), (context.call((undefined(name='_') if l_1__ is missing else l_1__), 'Shown'), 'num'), (context.call((undefined(name='_') if l_1__ is missing else l_1__), 'Hidden'), 'num'), (context.call((undefined(name='_') if l_1__ is missing else l_1__), 'Drawn so that nobody sees it'), 'num'), (context.call((undefined(name='_') if l_1__ is missing else l_1__), 'Without a value'), 'num')]))),
                        '\n<tbody>\n',
                    ))
                    for (l_3_name, l_3_count) in context.call(environment.getattr(environment.getattr((undefined(name='document') if l_1_document is missing else l_1_document), 'categories'), 'items')):
                        l_3_categories = resolve('categories')
                        _loop_vars = {}
                        pass
                        t_6.append(
                            '<tr><th scope="row">',
                        )
                        if (l_3_name in (undefined(name='categories') if l_3_categories is missing else l_3_categories)):
                            pass
                            t_6.append(
                                escape(environment.finalize(t_4(environment.getattr(environment.getitem((undefined(name='categories') if l_3_categories is missing else l_3_categories), l_3_name), 'title')))),
                            )
                        else:
                            pass
                            t_6.append(
                                escape(environment.finalize(l_3_name)),
                            )
                        t_6.extend((
                            '</th>',
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_1_m is missing else l_1_m), 'number'), environment.getattr(l_3_count, 'visible'), _loop_vars=_loop_vars))),
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_1_m is missing else l_1_m), 'number'), environment.getattr(l_3_count, 'hidden'), _loop_vars=_loop_vars))),
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_1_m is missing else l_1_m), 'number'), environment.getattr(l_3_count, 'cosmetic'), _loop_vars=_loop_vars))),
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_1_m is missing else l_1_m), 'number'), environment.getattr(l_3_count, 'blank'), _loop_vars=_loop_vars))),
                            '</tr>\n',
                        ))
                    l_3_name = l_3_count = l_3_categories = missing
                    t_6.append(
                        '</tbody>\n',
                    )
                    return concat(t_6)
                caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
                yield context.call(environment.getattr((undefined(name='m') if l_1_m is missing else l_1_m), 'table'), context.call((undefined(name='_') if l_1__ is missing else l_1__), 'Personal data in it, in values', _loop_vars=_loop_vars), 'held', caller=caller, _loop_vars=_loop_vars)
            if environment.getattr((undefined(name='document') if l_1_document is missing else l_1_document), 'findings'):
                pass
                def macro():
                    t_7 = []
                    l_2_placed = missing
                    pass
                    l_2_placed = (t_1(t_2(context.eval_ctx, t_5(context, environment.getattr((undefined(name='document') if l_1_document is missing else l_1_document), 'findings'), 'where'))) > 0)
                    t_7.extend((
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_1_m is missing else l_1_m), 'head'), (([context.call((undefined(name='_') if l_1__ is missing else l_1__), 'Severity'), context.call((undefined(name='_') if l_1__ is missing else l_1__), 'Check')] + ([context.call((undefined(name='_') if l_1__ is missing else l_1__), 'Where')] if (undefined(name='placed') if l_2_placed is missing else l_2_placed) else [])) + [context.call((undefined(name='_') if l_1__ is missing else l_1__), 'What')])))),
                        '\n<tbody>\n',
                    ))
                    for l_3_found in environment.getattr((undefined(name='document') if l_1_document is missing else l_1_document), 'findings'):
                        l_3_checks = resolve('checks')
                        _loop_vars = {}
                        pass
                        t_7.extend((
                            '<tr><td>',
                            escape(environment.finalize(environment.getattr(l_3_found, 'severity'))),
                            '</td><th scope="row">',
                            escape(environment.finalize(environment.getattr(l_3_found, 'code'))),
                            ' <span class="item">',
                            escape(environment.finalize(t_4(environment.getattr(environment.getitem((undefined(name='checks') if l_3_checks is missing else l_3_checks), environment.getattr(l_3_found, 'code')), 'title')))),
                            '</span></th>',
                        ))
                        if (undefined(name='placed') if l_2_placed is missing else l_2_placed):
                            pass
                            t_7.extend((
                                '<td><bdi>',
                                escape(environment.finalize(t_4(environment.getattr(l_3_found, 'where')))),
                                '</bdi></td>',
                            ))
                        t_7.append(
                            '<td>',
                        )
                        if environment.getattr(l_3_found, 'text'):
                            pass
                            t_7.append(
                                escape(environment.finalize(t_4(environment.getattr(l_3_found, 'text')))),
                            )
                        else:
                            pass
                            t_7.append(
                                escape(environment.finalize(t_3(environment.getattr(l_3_found, 'count')))),
                            )
                        t_7.append(
                            '</td></tr>\n',
                        )
                    l_3_found = l_3_checks = missing
                    t_7.append(
                        '</tbody>\n',
                    )
                    return concat(t_7)
                caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
                yield context.call(environment.getattr((undefined(name='m') if l_1_m is missing else l_1_m), 'table'), context.call((undefined(name='_') if l_1__ is missing else l_1__), 'How it was hidden', _loop_vars=_loop_vars), 'held', caller=caller, _loop_vars=_loop_vars)
        l_1_each = l_1_document = l_1_pages = l_1__ = l_1_m = missing

    blocks = {}
    debug_info = '1=42&2=49&3=52&4=59&5=66&6=69&8=73&9=75&10=79&12=82&13=89&9=113&18=114&19=116&20=120&21=122&23=125&24=131&19=167'
    return locals()


def _8(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'findings.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_m = resolve('m')
        l_0__ = resolve('_')
        l_0_level = resolve('level')
        l_0_gettext = resolve('gettext')
        l_0_pages = resolve('pages')
        try:
            t_1 = environment.filters['bytes']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'bytes' found.")
        try:
            t_2 = environment.filters['code']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'code' found.")
        try:
            t_3 = environment.filters['format']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'format' found.")
        try:
            t_4 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_5 = environment.filters['linked']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'linked' found.")
        try:
            t_6 = environment.filters['list']
        except KeyError:
            @internalcode
            def t_6(*unused):
                raise TemplateRuntimeError("No filter named 'list' found.")
        try:
            t_7 = environment.filters['map']
        except KeyError:
            @internalcode
            def t_7(*unused):
                raise TemplateRuntimeError("No filter named 'map' found.")
        try:
            t_8 = environment.filters['number']
        except KeyError:
            @internalcode
            def t_8(*unused):
                raise TemplateRuntimeError("No filter named 'number' found.")
        try:
            t_9 = environment.filters['say']
        except KeyError:
            @internalcode
            def t_9(*unused):
                raise TemplateRuntimeError("No filter named 'say' found.")
        try:
            t_10 = environment.filters['select']
        except KeyError:
            @internalcode
            def t_10(*unused):
                raise TemplateRuntimeError("No filter named 'select' found.")
        try:
            t_11 = environment.filters['selectattr']
        except KeyError:
            @internalcode
            def t_11(*unused):
                raise TemplateRuntimeError("No filter named 'selectattr' found.")
        try:
            t_12 = environment.tests['none']
        except KeyError:
            @internalcode
            def t_12(*unused):
                raise TemplateRuntimeError("No test named 'none' found.")
        pass
        yield '<section id="findings">\n'
        yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'title'), 'findings')))
        yield '\n<p class="note">'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'This section holds observations only: what the logs say, the rule that judged it, and the line. What it may mean stands in section 6.')))
        yield '</p>\n'
        if ((undefined(name='level') if l_0_level is missing else l_0_level) == 'investigator'):
            pass
            yield '<p class="note">'
            yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), 'Text from logs is shown as it stands there; what cannot be printed is written as an escape: control characters (%(control)s), bytes that are not UTF-8 (%(low)s to %(high)s), and the backslash itself (%(backslash)s).', control=Markup('<code>\\x1b</code>'), low=Markup('<code>\\udc80</code>'), high=Markup('<code>\\udcff</code>'), backslash=Markup('<code>\\\\</code>'))))
            yield '</p>\n'
        for l_1_page in (undefined(name='pages') if l_0_pages is missing else l_0_pages):
            l_1_grades_here = resolve('grades_here')
            l_1_places = resolve('places')
            l_1_grades = resolve('grades')
            l_1_paths = resolve('paths')
            l_1_differ = resolve('differ')
            l_1_file = l_1_part = l_1_episodes = l_1_readings = missing
            _loop_vars = {}
            pass
            l_1_file = environment.getattr(l_1_page, 'findings')
            _loop_vars['file'] = l_1_file
            yield '<h3>'
            if (t_4((undefined(name='pages') if l_0_pages is missing else l_0_pages)) > 1):
                pass
                yield '<span class="place">'
                yield escape(environment.finalize(t_8(environment.getattr(l_1_page, 'number'))))
                yield '</span> '
            yield '<bdi>'
            yield escape(environment.finalize(environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'name')))
            yield '</bdi></h3>\n'
            def macro():
                t_13 = []
                l_2_range = resolve('range')
                l_2_tally_row = missing
                pass
                t_13.extend((
                    '<thead>\n<tr><td rowspan="2"></td><th scope="colgroup" colspan="3" class="mid">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Downloads'))),
                    '</th><th scope="colgroup" colspan="',
                    escape(environment.finalize((3 if ((undefined(name='level') if l_0_level is missing else l_0_level) == 'public') else 4))),
                    '" class="mid">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP addresses'))),
                    '</th><th scope="col" rowspan="2" class="num">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Partial'))),
                    '</th><th scope="col" rowspan="2" class="num">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Requests'))),
                    '</th><th scope="colgroup" colspan="2" class="mid">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Of those established'))),
                    '</th></tr>\n<tr>',
                ))
                for l_3_i in context.call((undefined(name='range') if l_2_range is missing else l_2_range), 2):
                    _loop_vars = {}
                    pass
                    t_13.extend((
                        '<th scope="col" class="num">',
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'at least', _loop_vars=_loop_vars))),
                        '</th><th scope="col" class="num">',
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'established', _loop_vars=_loop_vars))),
                        '</th><th scope="col" class="num">',
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'at most', _loop_vars=_loop_vars))),
                        '</th>',
                    ))
                l_3_i = missing
                if ((undefined(name='level') if l_0_level is missing else l_0_level) != 'public'):
                    pass
                    t_13.extend((
                        '<th scope="col" class="num">',
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'by /64'))),
                        '</th>',
                    ))
                t_13.extend((
                    '<th scope="col" class="num">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'own'))),
                    '</th><th scope="col" class="num">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'robots, scripts'))),
                    '</th></tr>\n</thead>\n',
                ))
                def macro(l_3_name, l_3_t, l_3_id, l_3_total):
                    t_14 = []
                    l_3_c = resolve('c')
                    if l_3_name is missing:
                        l_3_name = undefined("parameter 'name' was not provided", name='name')
                    if l_3_t is missing:
                        l_3_t = undefined("parameter 't' was not provided", name='t')
                    if l_3_id is missing:
                        l_3_id = undefined("parameter 'id' was not provided", name='id')
                    if l_3_total is missing:
                        l_3_total = False
                    pass
                    t_14.extend((
                        '<tr><th scope="row">',
                        escape(environment.finalize(l_3_name)),
                        '</th>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_3_c is missing else l_3_c), 'three'), environment.getattr(l_3_t, 'downloads'), markup_join((l_3_id, '.D', )), (not l_3_total)))),
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_3_c is missing else l_3_c), 'three'), environment.getattr(l_3_t, 'addresses'), markup_join((l_3_id, '.A', )), (not l_3_total)))),
                    ))
                    if ((undefined(name='level') if l_0_level is missing else l_0_level) != 'public'):
                        pass
                        t_14.append(
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_3_c is missing else l_3_c), 'number'), environment.getattr(environment.getattr(l_3_t, 'addresses'), 'by_64'), markup_join((l_3_id, '.A.64', ))))),
                        )
                    t_14.extend((
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_3_c is missing else l_3_c), 'number'), environment.getattr(l_3_t, 'partial'), markup_join((l_3_id, '.P', ))))),
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_3_c is missing else l_3_c), 'number'), environment.getattr(l_3_t, 'requests'), markup_join((l_3_id, '.R', ))))),
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_3_c is missing else l_3_c), 'number'), environment.getattr(l_3_t, 'own'), markup_join((l_3_id, '.own', ))))),
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_3_c is missing else l_3_c), 'number'), environment.getattr(l_3_t, 'robots'), markup_join((l_3_id, '.robots', ))))),
                        '</tr>\n',
                    ))
                    return concat(t_14)
                l_2_tally_row = Macro(environment, macro, 'tally_row', ('name', 't', 'id', 'total'), False, False, False, context.eval_ctx.autoescape)
                t_13.append(
                    '<tbody>\n',
                )
                for l_3_part in environment.getattr(l_1_page, 'windows'):
                    _loop_vars = {}
                    pass
                    t_13.extend((
                        escape(environment.finalize(context.call((undefined(name='tally_row') if l_2_tally_row is missing else l_2_tally_row), markup_join((t_3('%d ', environment.getattr(l_3_part, 'number')), context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'name'), environment.getattr(environment.getattr(l_3_part, 'tally'), 'label'), _loop_vars=_loop_vars), )), environment.getattr(l_3_part, 'tally'), t_3('%d.W%d', environment.getattr(l_1_page, 'number'), environment.getattr(l_3_part, 'number')), _loop_vars=_loop_vars))),
                        '\n',
                    ))
                l_3_part = missing
                t_13.extend((
                    '</tbody>\n<tbody class="sum">',
                    escape(environment.finalize(context.call((undefined(name='tally_row') if l_2_tally_row is missing else l_2_tally_row), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'all windows'), environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'total'), t_3('%d.W', environment.getattr(l_1_page, 'number')), True))),
                    '</tbody>\n<tbody>',
                    escape(environment.finalize(context.call((undefined(name='tally_row') if l_2_tally_row is missing else l_2_tally_row), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'outside every window'), environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'outside'), t_3('%d.X', environment.getattr(l_1_page, 'number'))))),
                    '</tbody>\n',
                ))
                return concat(t_13)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'The three numbers, by window', _loop_vars=_loop_vars), 'numbers', caller=caller, _loop_vars=_loop_vars)
            if environment.getattr(environment.getattr(environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'total'), 'downloads'), 'headline'):
                pass
                l_1_grades_here = environment.getattr(environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'total'), 'grades')
                _loop_vars['grades_here'] = l_1_grades_here
                yield '<p>'
                l_2_ngettext = resolve('ngettext')
                t_15 = []
                pass
                t_15.append(
                    escape(environment.finalize(context.call((undefined(name='ngettext') if l_2_ngettext is missing else l_2_ngettext), 'Evidence for the %(count)s download in the windows, by its weakest response: %(g3)s confirmed by what the client did later (G3), %(g2)s with every byte of each response handed over (G2), %(g1)s with the whole file planned (G1), %(g0)s by status only (G0).', 'Evidence for the %(count)s downloads in the windows, each by its weakest response: %(g3)s confirmed by what the client did later (G3), %(g2)s with every byte of each response handed over (G2), %(g1)s with the whole file planned (G1), %(g0)s by status only (G0).', environment.getattr(environment.getattr(environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'total'), 'downloads'), 'headline'), count=environment.getattr(environment.getattr(environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'total'), 'downloads'), 'headline'), g3=context.call(environment.getattr((undefined(name='grades_here') if l_1_grades_here is missing else l_1_grades_here), 'get'), 'G3', 0), g2=context.call(environment.getattr((undefined(name='grades_here') if l_1_grades_here is missing else l_1_grades_here), 'get'), 'G2', 0), g1=context.call(environment.getattr((undefined(name='grades_here') if l_1_grades_here is missing else l_1_grades_here), 'get'), 'G1', 0), g0=context.call(environment.getattr((undefined(name='grades_here') if l_1_grades_here is missing else l_1_grades_here), 'get'), 'G0', 0)))),
                )
                yield t_5(Markup(concat(t_15)), (undefined(name='places') if l_1_places is missing else l_1_places), t_6(context.eval_ctx, (undefined(name='grades') if l_1_grades is missing else l_1_grades)))
                l_2_ngettext = missing
                yield '</p>\n'
                def t_16(fiter):
                    for l_2_why in fiter:
                        if environment.getattr(l_2_why, 'text'):
                            yield l_2_why
                for l_2_why in t_16((environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'floor'), environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'ceiling'))):
                    _loop_vars = {}
                    pass
                    yield '<p>'
                    yield escape(environment.finalize(t_9(environment.getattr(l_2_why, 'text'))))
                    yield '</p>\n'
                l_2_why = missing
                yield '<p>'
                yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'An IP address seen in two windows is one IP address.', _loop_vars=_loop_vars)))
                yield '</p>\n'
            yield '\n'
            for l_2_part in environment.getattr(l_1_page, 'windows'):
                l_2_t = missing
                _loop_vars = {}
                pass
                l_2_t = environment.getattr(l_2_part, 'tally')
                _loop_vars['t'] = l_2_t
                yield '<h4>'
                yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Window %(number)s: %(label)s', number=environment.getattr(l_2_part, 'number'), label=context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'name'), environment.getattr((undefined(name='t') if l_2_t is missing else l_2_t), 'label'), _loop_vars=_loop_vars), _loop_vars=_loop_vars)))
                yield '</h4>\n'
                def macro():
                    t_17 = []
                    l_3_gone = missing
                    pass
                    t_17.extend((
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), ['', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'From'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Until')]))),
                        '\n<tbody>\n<tr><th scope="row">',
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Window, as stated'))),
                        '</th><td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'exactly'), environment.getattr((undefined(name='t') if l_2_t is missing else l_2_t), 'start')))),
                        '</td><td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'exactly'), environment.getattr((undefined(name='t') if l_2_t is missing else l_2_t), 'end')))),
                        '</td></tr>\n<tr><th scope="row">',
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'File delivered (first, last)'))),
                        '</th><td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'when'), context.call(environment.getattr(environment.getattr((undefined(name='t') if l_2_t is missing else l_2_t), 'observed'), 'get'), 'first_delivery')))),
                        '</td><td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'when'), context.call(environment.getattr(environment.getattr((undefined(name='t') if l_2_t is missing else l_2_t), 'observed'), 'get'), 'last_delivery')))),
                        '</td></tr>\n<tr><th scope="row">',
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'File answered for (also 304, HEAD)'))),
                        '</th><td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'when'), context.call(environment.getattr(environment.getattr((undefined(name='t') if l_2_t is missing else l_2_t), 'observed'), 'get'), 'first_answer')))),
                        '</td><td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'when'), context.call(environment.getattr(environment.getattr((undefined(name='t') if l_2_t is missing else l_2_t), 'observed'), 'get'), 'last_answer')))),
                        '</td></tr>\n',
                    ))
                    l_3_gone = context.call(environment.getattr(environment.getattr((undefined(name='t') if l_2_t is missing else l_2_t), 'observed'), 'get'), 'first_gone')
                    t_17.extend((
                        '<tr><th scope="row">',
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'First answer that it is gone, after that'))),
                        '</th><td colspan="2">',
                    ))
                    if (undefined(name='gone') if l_3_gone is missing else l_3_gone):
                        pass
                        t_17.append(
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'when'), (undefined(name='gone') if l_3_gone is missing else l_3_gone)))),
                        )
                        if ((undefined(name='gone') if l_3_gone is missing else l_3_gone) > environment.getattr((undefined(name='t') if l_2_t is missing else l_2_t), 'end')):
                            pass
                            t_17.extend((
                                ' <strong>',
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'after the stated end'))),
                                '</strong>',
                            ))
                    else:
                        pass
                        t_17.append(
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'none in the logs'))),
                        )
                    t_17.append(
                        '</td></tr>\n</tbody>\n',
                    )
                    return concat(t_17)
                caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
                yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Stated and observed', _loop_vars=_loop_vars), caller=caller, _loop_vars=_loop_vars)
                yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'figure'), t_3('window-%d-%d', environment.getattr(l_1_page, 'number'), environment.getattr(l_2_part, 'number')), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'A row for each IP address, in order of its first delivery.', _loop_vars=_loop_vars), _loop_vars=_loop_vars)))
                yield '\n'
                template = environment.get_template('part.html.j2', 'findings.html.j2')
                gen = template.root_render_func(template.new_context(context.get_all(), True, {'part': l_2_part, 't': l_2_t, 'differ': l_1_differ, 'episodes': l_1_episodes, 'file': l_1_file, 'grades_here': l_1_grades_here, 'page': l_1_page, 'paths': l_1_paths, 'readings': l_1_readings}))
                try:
                    for event in gen:
                        yield event
                finally: gen.close()
            l_2_part = l_2_t = missing
            yield '\n<h4>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Outside every window', _loop_vars=_loop_vars)))
            yield '</h4>\n<p>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Listed because a window may be wrong. None of it counts in the numbers of the windows, unless a request lies so close to an edge that at most holds it.', _loop_vars=_loop_vars)))
            yield '</p>\n'
            l_1_part = environment.getattr(l_1_page, 'outside')
            _loop_vars['part'] = l_1_part
            template = environment.get_template('part.html.j2', 'findings.html.j2')
            gen = template.root_render_func(template.new_context(context.get_all(), True, {'differ': l_1_differ, 'episodes': l_1_episodes, 'file': l_1_file, 'grades_here': l_1_grades_here, 'page': l_1_page, 'part': l_1_part, 'paths': l_1_paths, 'readings': l_1_readings}))
            try:
                for event in gen:
                    yield event
            finally: gen.close()
            yield '\n'
            template = environment.get_template('visitors.html.j2', 'findings.html.j2')
            gen = template.root_render_func(template.new_context(context.get_all(), True, {'differ': l_1_differ, 'episodes': l_1_episodes, 'file': l_1_file, 'grades_here': l_1_grades_here, 'page': l_1_page, 'part': l_1_part, 'paths': l_1_paths, 'readings': l_1_readings}))
            try:
                for event in gen:
                    yield event
            finally: gen.close()
            yield '\n<h4>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Size of the file', _loop_vars=_loop_vars)))
            yield '</h4>\n<p>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), '%(size)s, %(source)s.', size=t_1(environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'size')), source=context.call(environment.getattr(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'size_sources'), 'get'), environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'size_source'), environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'size_source'), _loop_vars=_loop_vars), _loop_vars=_loop_vars)))
            yield '</p>\n'
            if environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'versions'):
                pass
                yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'records'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Versions of the file', _loop_vars=_loop_vars), environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'versions'), _loop_vars=_loop_vars)))
            if environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'sizes_considered'):
                pass
                yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'records'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Sizes that the logs themselves suggest', _loop_vars=_loop_vars), environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'sizes_considered'), _loop_vars=_loop_vars)))
            l_1_episodes = t_6(context.eval_ctx, t_11(context, environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'sensitivity'), 'episode', 'ne', None))
            _loop_vars['episodes'] = l_1_episodes
            l_1_readings = t_6(context.eval_ctx, t_11(context, environment.getattr((undefined(name='file') if l_1_file is missing else l_1_file), 'sensitivity'), 'reading', 'ne', None))
            _loop_vars['readings'] = l_1_readings
            if (undefined(name='episodes') if l_1_episodes is missing else l_1_episodes):
                pass
                yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'records'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'The numbers with other lengths of an episode', _loop_vars=_loop_vars), (undefined(name='episodes') if l_1_episodes is missing else l_1_episodes), _loop_vars=_loop_vars)))
            if (undefined(name='readings') if l_1_readings is missing else l_1_readings):
                pass
                yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'records'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'The numbers if the logs are read otherwise', _loop_vars=_loop_vars), (undefined(name='readings') if l_1_readings is missing else l_1_readings), _loop_vars=_loop_vars)))
            yield '\n'
            if (environment.getattr(l_1_page, 'twins') or ((undefined(name='level') if l_0_level is missing else l_0_level) != 'public')):
                pass
                yield '<h4>'
                yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Size twins', _loop_vars=_loop_vars)))
                yield '</h4>\n'
                if environment.getattr(l_1_page, 'twins'):
                    pass
                    yield '<p>'
                    yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), "Other paths that delivered exactly the file's size: possibly the file under another name, until the configuration or a hash shows otherwise.", _loop_vars=_loop_vars)))
                    yield '</p>\n'
                    l_1_paths = t_6(context.eval_ctx, t_10(context, t_7(context, environment.getattr(l_1_page, 'twins'), attribute='path')))
                    _loop_vars['paths'] = l_1_paths
                    def macro():
                        t_18 = []
                        pass
                        t_18.extend((
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Line'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Time'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP address'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Path') if (undefined(name='paths') if l_1_paths is missing else l_1_paths) else cond_expr_undefined("the inline if-expression on line 74 in 'findings.html.j2' evaluated to false and no else section was defined.")), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Verdict')]))),
                            '\n<tbody>\n',
                        ))
                        for l_3_r in environment.getattr(l_1_page, 'twins'):
                            _loop_vars = {}
                            pass
                            t_18.extend((
                                '<tr><th scope="row">',
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'line'), environment.getattr(l_3_r, 'row'), _loop_vars=_loop_vars))),
                                '</th><td>',
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'when'), environment.getattr(l_3_r, 'at'), _loop_vars=_loop_vars))),
                                '</td><td>',
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'who'), environment.getattr(l_3_r, 'client'), _loop_vars=_loop_vars))),
                                '</td>',
                            ))
                            if (undefined(name='paths') if l_1_paths is missing else l_1_paths):
                                pass
                                t_18.extend((
                                    '<td><code>',
                                    escape(environment.finalize(environment.getattr(l_3_r, 'path'))),
                                    '</code></td>',
                                ))
                            t_18.extend((
                                '<td>',
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'mark'), environment.getattr(l_3_r, 'verdict'), _loop_vars=_loop_vars))),
                                '</td></tr>\n',
                            ))
                        l_3_r = missing
                        t_18.append(
                            '</tbody>\n',
                        )
                        return concat(t_18)
                    caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
                    yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Size twins', _loop_vars=_loop_vars), caller=caller, _loop_vars=_loop_vars)
                else:
                    pass
                    yield '<p>'
                    yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), "No other path delivered exactly the file's size.", _loop_vars=_loop_vars)))
                    yield '</p>\n'
            yield '\n<h4>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Other definitions of a download', _loop_vars=_loop_vars)))
            yield '</h4>\n'
            yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'figure'), t_3('definitions-%d', environment.getattr(l_1_page, 'number')), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Our three numbers, and what other definitions make of the same requests.', _loop_vars=_loop_vars), _loop_vars=_loop_vars)))
            yield '\n'
            if environment.getattr(l_1_page, 'definitions'):
                pass
                l_1_differ = (t_6(context.eval_ctx, t_11(context, environment.getattr(l_1_page, 'definitions'), 'only_here')) or t_6(context.eval_ctx, t_11(context, environment.getattr(l_1_page, 'definitions'), 'only_headline')))
                _loop_vars['differ'] = l_1_differ
                def macro():
                    t_19 = []
                    l_2_ours = missing
                    pass
                    t_19.extend((
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Definition'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Downloads'), 'num'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP addresses'), 'num'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Counts, and this report does not') if (undefined(name='differ') if l_1_differ is missing else l_1_differ) else cond_expr_undefined("the inline if-expression on line 91 in 'findings.html.j2' evaluated to false and no else section was defined.")), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Does not count, and this report does') if (undefined(name='differ') if l_1_differ is missing else l_1_differ) else cond_expr_undefined("the inline if-expression on line 91 in 'findings.html.j2' evaluated to false and no else section was defined."))]))),
                        '\n<tbody>\n',
                    ))
                    l_2_ours = ('at_least', 'headline', 'at_most')
                    for l_3_d in environment.getattr(l_1_page, 'definitions'):
                        l_3_c = resolve('c')
                        l_3_id = missing
                        _loop_vars = {}
                        pass
                        l_3_id = t_3('%d.def-%s', environment.getattr(l_1_page, 'number'), environment.getattr(l_3_d, 'name'))
                        _loop_vars['id'] = l_3_id
                        t_19.append(
                            '<tr',
                        )
                        if (environment.getattr(l_3_d, 'name') in (undefined(name='ours') if l_2_ours is missing else l_2_ours)):
                            pass
                            t_19.append(
                                ' class="ours"',
                            )
                        t_19.extend((
                            '><th scope="row">',
                            escape(environment.finalize(t_9(environment.getattr(l_3_d, 'title')))),
                            '<span class="item">',
                            escape(environment.finalize(t_9(environment.getattr(l_3_d, 'computed')))),
                            '</span></th><td class="num">',
                        ))
                        if t_12(environment.getattr(l_3_d, 'downloads')):
                            pass
                            t_19.extend((
                                '<span class="said">',
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not computable', _loop_vars=_loop_vars))),
                                '</span>',
                            ))
                        elif (environment.getattr(l_3_d, 'name') in (undefined(name='ours') if l_2_ours is missing else l_2_ours)):
                            pass
                            t_19.append(
                                escape(environment.finalize(t_8(environment.getattr(l_3_d, 'downloads')))),
                            )
                        else:
                            pass
                            t_19.append(
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_3_c is missing else l_3_c), 'shown'), t_8(environment.getattr(l_3_d, 'downloads')), markup_join(((undefined(name='id') if l_3_id is missing else l_3_id), '.D', )), environment.getattr(l_3_d, 'downloads'), _loop_vars=_loop_vars))),
                            )
                        t_19.append(
                            '</td>',
                        )
                        if (environment.getattr(l_3_d, 'name') in (undefined(name='ours') if l_2_ours is missing else l_2_ours)):
                            pass
                            t_19.append(
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'number'), environment.getattr(l_3_d, 'addresses'), _loop_vars=_loop_vars))),
                            )
                        else:
                            pass
                            t_19.append(
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='c') if l_3_c is missing else l_3_c), 'number'), environment.getattr(l_3_d, 'addresses'), markup_join(((undefined(name='id') if l_3_id is missing else l_3_id), '.A', )), _loop_vars=_loop_vars))),
                            )
                        if (undefined(name='differ') if l_1_differ is missing else l_1_differ):
                            pass
                            t_19.extend((
                                '<td class="refs">',
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'lines'), environment.getattr(l_3_d, 'only_here'), _loop_vars=_loop_vars))),
                                '</td><td class="refs">',
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'lines'), environment.getattr(l_3_d, 'only_headline'), _loop_vars=_loop_vars))),
                                '</td>',
                            ))
                        t_19.append(
                            '</tr>\n',
                        )
                    l_3_d = l_3_id = l_3_c = missing
                    t_19.append(
                        '</tbody>\n',
                    )
                    return concat(t_19)
                caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
                yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Definitions side by side, with the lines in which each differs from the number established', _loop_vars=_loop_vars) if (undefined(name='differ') if l_1_differ is missing else l_1_differ) else context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Definitions side by side', _loop_vars=_loop_vars)), 'definitions', caller=caller, _loop_vars=_loop_vars)
            else:
                pass
                yield '<p>'
                yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'None was computed.', _loop_vars=_loop_vars)))
                yield '</p>\n'
        l_1_page = l_1_file = l_1_grades_here = l_1_places = l_1_grades = l_1_part = l_1_episodes = l_1_readings = l_1_paths = l_1_differ = missing
        yield '\n'
        template = environment.get_template('readers.html.j2', 'findings.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        template = environment.get_template('document.html.j2', 'findings.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        yield '</section>'

    blocks = {}
    debug_info = '2=89&3=91&4=93&5=96&7=98&8=107&9=110&10=118&12=125&13=138&15=165&16=179&19=201&20=205&23=211&24=213&10=218&26=219&27=221&28=228&29=233&30=241&32=245&35=248&36=252&37=255&38=257&39=262&41=264&42=270&43=276&44=283&45=286&38=311&48=312&49=314&52=322&53=324&54=326&55=328&57=335&59=342&60=344&61=346&62=349&63=352&64=354&65=356&66=359&68=363&69=366&70=368&71=371&72=373&73=375&74=379&76=382&77=387&73=412&82=416&86=419&87=421&88=423&89=425&90=427&91=432&93=435&94=436&95=441&96=446&90=506&101=510&105=514&106=520'
    return locals()


def _9(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'interpretation.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_m = resolve('m')
        l_0__ = resolve('_')
        l_0_pages = resolve('pages')
        pass
        yield '<section id="interpretation">\n'
        yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'title'), 'interpretation')))
        yield '\n<p class="note">'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'These are readings of the observations in section 5, not observations. The last column names what would decide between them.')))
        yield '</p>\n'
        for l_1_page in (undefined(name='pages') if l_0_pages is missing else l_0_pages):
            _loop_vars = {}
            pass
            def macro():
                t_1 = []
                pass
                t_1.extend((
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Observed'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'May mean'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Settled by')]))),
                    '\n<tbody>\n',
                ))
                for l_3_reading in environment.getattr(l_1_page, 'readings'):
                    _loop_vars = {}
                    pass
                    t_1.extend((
                        '<tr><td>',
                        escape(environment.finalize(environment.getattr(l_3_reading, 'seen'))),
                        '</td><td>',
                        escape(environment.finalize(environment.getattr(l_3_reading, 'may_mean'))),
                        '</td><td>',
                        escape(environment.finalize(environment.getattr(l_3_reading, 'settled_by'))),
                        '</td></tr>\n',
                    ))
                l_3_reading = missing
                t_1.append(
                    '</tbody>\n',
                )
                return concat(t_1)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Readings: %(file)s', file=context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'name'), environment.getattr(environment.getattr(l_1_page, 'findings'), 'name'), _loop_vars=_loop_vars), _loop_vars=_loop_vars), 'readings few', caller=caller, _loop_vars=_loop_vars)
        l_1_page = missing
        yield '</section>'

    blocks = {}
    debug_info = '2=15&3=17&4=19&5=22&6=26&8=29&9=34&5=47'
    return locals()


def _10(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'level.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_level = resolve('level')
        l_0_gettext = resolve('gettext')
        l_0_labelled = resolve('labelled')
        pass
        if ((undefined(name='level') if l_0_level is missing else l_0_level) == 'investigator'):
            pass
            yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), '<strong>Version for the investigation.</strong> Nothing is left out: it holds the IP addresses of visitors and the lines of the logs, which are personal data, so it goes to nobody who does not need them.')))
        elif (((undefined(name='level') if l_0_level is missing else l_0_level) == 'regulator') and (not (undefined(name='labelled') if l_0_labelled is missing else l_0_labelled))):
            pass
            yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), '<strong>Version for the regulator and the data protection officer, with IP addresses.</strong> IP addresses are shown because they were asked for (section 7); the lines of the logs, user names, queries and referers are left out, because the notification can be judged without them.')))
        elif ((undefined(name='level') if l_0_level is missing else l_0_level) == 'regulator'):
            pass
            yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), '<strong>Version for the regulator and the data protection officer.</strong> Visitors have labels instead of IP addresses, and the lines of the logs, user names, queries and referers are left out, because the notification can be judged without them; line numbers and hashes let the investigator show any line that is asked for.')))
        else:
            pass
            yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), '<strong>Version for parliament and the public.</strong> It holds counts only: IP addresses, single requests, names of parties and files of logs are left out, and what a visitor did is dated to the day at most, because those who fetched the file have a right to privacy too.')))

    blocks = {}
    debug_info = '2=14&3=16&4=17&5=19&6=20&7=22&9=25'
    return locals()


def _11(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'limits.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_m = resolve('m')
        l_0__ = resolve('_')
        l_0_findings = resolve('findings')
        l_0_standing = resolve('standing')
        try:
            t_1 = environment.filters['say']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'say' found.")
        pass
        yield '<section id="limits">\n'
        yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'title'), 'limits')))
        yield '\n<h3>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Of this evidence')))
        yield '</h3>\n'
        if environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'limitations'):
            pass
            def macro():
                t_2 = []
                pass
                t_2.extend((
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Code'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'What cannot be promised'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Could touch a window')]))),
                    '\n<tbody>\n',
                ))
                for l_2_limit in environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'limitations'):
                    _loop_vars = {}
                    pass
                    t_2.extend((
                        '<tr><th scope="row">',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'place'), environment.getattr(l_2_limit, 'code'), _loop_vars=_loop_vars))),
                        '</th><td>',
                        escape(environment.finalize(t_1(environment.getattr(l_2_limit, 'text')))),
                        '</td><td>',
                    ))
                    if environment.getattr(l_2_limit, 'incomplete'):
                        pass
                        t_2.extend((
                            '<strong>',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'yes: evidence incomplete', _loop_vars=_loop_vars))),
                            '</strong>',
                        ))
                    else:
                        pass
                        t_2.append(
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'no', _loop_vars=_loop_vars))),
                        )
                    t_2.append(
                        '</td></tr>\n',
                    )
                l_2_limit = missing
                t_2.append(
                    '</tbody>\n',
                )
                return concat(t_2)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Limitations found in these sources'), 'few', caller=caller)
        else:
            pass
            yield '<p>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'None was found.')))
            yield '</p>\n'
        yield '<h3>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Of every access log')))
        yield '</h3>\n<dl class="wide">\n'
        for (l_1_title, l_1_text) in (undefined(name='standing') if l_0_standing is missing else l_0_standing):
            _loop_vars = {}
            pass
            yield '<div><dt>'
            yield escape(environment.finalize(t_1(l_1_title)))
            yield '</dt><dd>'
            yield escape(environment.finalize(t_1(l_1_text)))
            yield '</dd></div>\n'
        l_1_title = l_1_text = missing
        yield '</dl>\n</section>'

    blocks = {}
    debug_info = '2=22&3=24&4=26&5=28&6=32&8=35&9=40&5=66&14=70&16=73&18=75&19=79'
    return locals()


def _12(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'macros.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0__ = resolve('_')
        l_0_chapters = l_0_title = l_0_heads = l_0_size_sources = l_0_size_fields = l_0_size_field_sources = l_0_sent = l_0_zones = l_0_claims = l_0_kinds = l_0_name = l_0_code = l_0_moment = l_0_when = l_0_exactly = l_0_who = l_0_series = l_0_party = l_0_line = l_0_lines = l_0_place = l_0_ruled = l_0_mark = l_0_table = l_0_annex = l_0_cut = l_0_shortened = l_0_head = l_0_number = l_0_records = l_0_figure = l_0_least = l_0_most = l_0_span = missing
        try:
            t_1 = environment.filters['cell']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'cell' found.")
        try:
            t_2 = environment.filters['column_heads']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'column_heads' found.")
        try:
            t_3 = environment.filters['columns']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'columns' found.")
        try:
            t_4 = environment.filters['data']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'data' found.")
        try:
            t_5 = environment.filters['day']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'day' found.")
        try:
            t_6 = environment.filters['in_words']
        except KeyError:
            @internalcode
            def t_6(*unused):
                raise TemplateRuntimeError("No filter named 'in_words' found.")
        try:
            t_7 = environment.filters['iso']
        except KeyError:
            @internalcode
            def t_7(*unused):
                raise TemplateRuntimeError("No filter named 'iso' found.")
        try:
            t_8 = environment.filters['least']
        except KeyError:
            @internalcode
            def t_8(*unused):
                raise TemplateRuntimeError("No filter named 'least' found.")
        try:
            t_9 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_9(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_10 = environment.filters['local']
        except KeyError:
            @internalcode
            def t_10(*unused):
                raise TemplateRuntimeError("No filter named 'local' found.")
        try:
            t_11 = environment.filters['max']
        except KeyError:
            @internalcode
            def t_11(*unused):
                raise TemplateRuntimeError("No filter named 'max' found.")
        try:
            t_12 = environment.filters['min']
        except KeyError:
            @internalcode
            def t_12(*unused):
                raise TemplateRuntimeError("No filter named 'min' found.")
        try:
            t_13 = environment.filters['most']
        except KeyError:
            @internalcode
            def t_13(*unused):
                raise TemplateRuntimeError("No filter named 'most' found.")
        try:
            t_14 = environment.filters['number']
        except KeyError:
            @internalcode
            def t_14(*unused):
                raise TemplateRuntimeError("No filter named 'number' found.")
        try:
            t_15 = environment.filters['replace']
        except KeyError:
            @internalcode
            def t_15(*unused):
                raise TemplateRuntimeError("No filter named 'replace' found.")
        try:
            t_16 = environment.filters['rules']
        except KeyError:
            @internalcode
            def t_16(*unused):
                raise TemplateRuntimeError("No filter named 'rules' found.")
        try:
            t_17 = environment.filters['say']
        except KeyError:
            @internalcode
            def t_17(*unused):
                raise TemplateRuntimeError("No filter named 'say' found.")
        try:
            t_18 = environment.filters['size_seen']
        except KeyError:
            @internalcode
            def t_18(*unused):
                raise TemplateRuntimeError("No filter named 'size_seen' found.")
        try:
            t_19 = environment.filters['unbounded']
        except KeyError:
            @internalcode
            def t_19(*unused):
                raise TemplateRuntimeError("No filter named 'unbounded' found.")
        try:
            t_20 = environment.filters['utc']
        except KeyError:
            @internalcode
            def t_20(*unused):
                raise TemplateRuntimeError("No filter named 'utc' found.")
        try:
            t_21 = environment.filters['visitor']
        except KeyError:
            @internalcode
            def t_21(*unused):
                raise TemplateRuntimeError("No filter named 'visitor' found.")
        try:
            t_22 = environment.tests['defined']
        except KeyError:
            @internalcode
            def t_22(*unused):
                raise TemplateRuntimeError("No test named 'defined' found.")
        try:
            t_23 = environment.tests['none']
        except KeyError:
            @internalcode
            def t_23(*unused):
                raise TemplateRuntimeError("No test named 'none' found.")
        try:
            t_24 = environment.tests['number']
        except KeyError:
            @internalcode
            def t_24(*unused):
                raise TemplateRuntimeError("No test named 'number' found.")
        try:
            t_25 = environment.tests['string']
        except KeyError:
            @internalcode
            def t_25(*unused):
                raise TemplateRuntimeError("No test named 'string' found.")
        pass
        yield '\n'
        l_0_chapters = [('authority', '1', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Question and authority')), ('conclusion', '2', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Conclusion')), ('sources', '3', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Sources')), ('coverage', '4', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Coverage')), ('findings', '5', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Findings')), ('interpretation', '6', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Interpretation and alternatives')), ('limits', '7', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Limits')), ('method', '8', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Method')), ('custody', '9', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Custody log')), ('verify', '10', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'How to verify')), ('records', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Annex A'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Every request')), ('words', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Annex B'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Rules and words')), ('citations', context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Annex C'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Numbers to quote'))]
        context.vars['chapters'] = l_0_chapters
        context.exported_vars.add('chapters')
        yield '\n'
        def macro(l_1_id):
            t_26 = []
            if l_1_id is missing:
                l_1_id = undefined("parameter 'id' was not provided", name='id')
            pass
            def t_27(fiter):
                for (l_2_name, l_2_number, l_2_words) in fiter:
                    if (l_2_name == l_1_id):
                        yield (l_2_name, l_2_number, l_2_words)
            for (l_2_name, l_2_number, l_2_words) in t_27((undefined(name='chapters') if l_0_chapters is missing else l_0_chapters)):
                _loop_vars = {}
                pass
                t_26.extend((
                    '<h2><span class="place">',
                    escape(environment.finalize(l_2_number)),
                    '</span> ',
                    escape(environment.finalize(l_2_words)),
                    '</h2>\n',
                ))
            l_2_name = l_2_number = l_2_words = missing
            return concat(t_26)
        context.exported_vars.add('title')
        context.vars['title'] = l_0_title = Macro(environment, macro, 'title', ('id',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        l_0_heads = {'addresses': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP addresses'), 'at_least': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'At least'), 'at_most': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'At most'), 'because': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Why'), 'chosen': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Chosen'), 'downloads': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Downloads'), 'episode': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Length of an episode'), 'from': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'From'), 'headline': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Established'), 'reading': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'If this is so'), 'requests': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Requests'), 'sha256': 'SHA-256', 'size': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Size in bytes'), 'source': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Taken from'), 'to': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Until')}
        context.vars['heads'] = l_0_heads
        context.exported_vars.add('heads')
        l_0_size_sources = {'case': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'stated in the case'), 'document': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'measured from the document'), 'inferred': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'inferred from the logs'), 'unknown': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'stated by nobody')}
        context.vars['size_sources'] = l_0_size_sources
        context.exported_vars.add('size_sources')
        l_0_size_fields = {'body': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'bytes of the file handed over'), 'planned': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'bytes that were planned'), 'total': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'bytes on the wire, with headers')}
        context.vars['size_fields'] = l_0_size_fields
        context.exported_vars.add('size_fields')
        l_0_size_field_sources = {'format': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'by the definition of the format'), 'case': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'as the case says'), 'inferred': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'inferred from the log'), 'assumed': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'assumed: nothing shows it'), 'unknown': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'nothing shows it')}
        context.vars['size_field_sources'] = l_0_size_field_sources
        context.exported_vars.add('size_field_sources')
        l_0_sent = {'body': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'body'), 'planned': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'planned'), 'with headers': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'with headers')}
        context.vars['sent'] = l_0_sent
        context.exported_vars.add('sent')
        l_0_zones = {'line': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'each line holds its offset'), 'format': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'the lines hold none; the format fixes it'), 'case': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'the lines hold none; from the case')}
        context.vars['zones'] = l_0_zones
        context.exported_vars.add('zones')
        l_0_claims = {'verified': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'verified: its operator publishes this address'), 'contradicted': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'contradicted: not an address that its operator publishes'), 'claimed': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'claimed only: no list of its operator was given')}
        context.vars['claims'] = l_0_claims
        context.exported_vars.add('claims')
        l_0_kinds = {'private': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'private network: may stand for many'), 'cgnat': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'shared by customers of a provider'), 'anonymised': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'cut short in the log: may stand for many'), 'name': context.call((undefined(name='_') if l_0__ is missing else l_0__), 'a name, not an address')}
        context.vars['kinds'] = l_0_kinds
        context.exported_vars.add('kinds')
        yield '\n'
        def macro(l_1_text):
            t_28 = []
            if l_1_text is missing:
                l_1_text = undefined("parameter 'text' was not provided", name='text')
            pass
            t_28.extend((
                '<bdi>',
                escape(environment.finalize(l_1_text)),
                '</bdi>',
            ))
            return concat(t_28)
        context.exported_vars.add('name')
        context.vars['name'] = l_0_name = Macro(environment, macro, 'name', ('text',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_text):
            t_29 = []
            if l_1_text is missing:
                l_1_text = undefined("parameter 'text' was not provided", name='text')
            pass
            t_29.extend((
                '<code>',
                escape(environment.finalize(l_1_text)),
                '</code>',
            ))
            return concat(t_29)
        context.exported_vars.add('code')
        context.vars['code'] = l_0_code = Macro(environment, macro, 'code', ('text',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_time):
            t_30 = []
            if l_1_time is missing:
                l_1_time = undefined("parameter 'time' was not provided", name='time')
            pass
            if (t_23(l_1_time) or t_19(l_1_time)):
                pass
                t_30.append(
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not stated'))),
                )
            else:
                pass
                t_30.extend((
                    '<time datetime="',
                    escape(environment.finalize(t_7(l_1_time))),
                    '">',
                    escape(environment.finalize(t_6(l_1_time))),
                    '</time>',
                ))
            return concat(t_30)
        context.exported_vars.add('moment')
        context.vars['moment'] = l_0_moment = Macro(environment, macro, 'moment', ('time',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_time):
            t_31 = []
            l_1_level = resolve('level')
            if l_1_time is missing:
                l_1_time = undefined("parameter 'time' was not provided", name='time')
            pass
            if t_23(l_1_time):
                pass
                t_31.append(
                    '–',
                )
            elif t_19(l_1_time):
                pass
                t_31.append(
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not stated'))),
                )
            elif ((undefined(name='level') if l_1_level is missing else l_1_level) == 'public'):
                pass
                t_31.extend((
                    '<time datetime="',
                    escape(environment.finalize(t_7(l_1_time)[:10])),
                    '">',
                    escape(environment.finalize(t_5(l_1_time))),
                    '</time>',
                ))
            else:
                pass
                t_31.extend((
                    '<time datetime="',
                    escape(environment.finalize(t_7(l_1_time))),
                    '">',
                    escape(environment.finalize(t_10(l_1_time))),
                    '</time><span class="utc">',
                    escape(environment.finalize(t_20(l_1_time))),
                    '</span>',
                ))
            return concat(t_31)
        context.exported_vars.add('when')
        context.vars['when'] = l_0_when = Macro(environment, macro, 'when', ('time',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_time):
            t_32 = []
            if l_1_time is missing:
                l_1_time = undefined("parameter 'time' was not provided", name='time')
            pass
            if t_23(l_1_time):
                pass
                t_32.append(
                    '–',
                )
            elif t_19(l_1_time):
                pass
                t_32.append(
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not stated'))),
                )
            else:
                pass
                t_32.extend((
                    '<time datetime="',
                    escape(environment.finalize(t_7(l_1_time))),
                    '">',
                    escape(environment.finalize(t_10(l_1_time))),
                    '</time><span class="utc">',
                    escape(environment.finalize(t_20(l_1_time))),
                    '</span>',
                ))
            return concat(t_32)
        context.exported_vars.add('exactly')
        context.vars['exactly'] = l_0_exactly = Macro(environment, macro, 'exactly', ('time',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_client):
            t_33 = []
            l_1_labelled = resolve('labelled')
            if l_1_client is missing:
                l_1_client = undefined("parameter 'client' was not provided", name='client')
            pass
            if t_23(l_1_client):
                pass
                t_33.append(
                    '–',
                )
            elif (not (undefined(name='labelled') if l_1_labelled is missing else l_1_labelled)):
                pass
                t_33.extend((
                    '<code>',
                    escape(environment.finalize(l_1_client)),
                    '</code>',
                ))
            else:
                pass
                t_33.extend((
                    '<bdi>',
                    escape(environment.finalize(t_21(l_1_client))),
                    '</bdi>',
                ))
            return concat(t_33)
        context.exported_vars.add('who')
        context.vars['who'] = l_0_who = Macro(environment, macro, 'who', ('client',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_log):
            t_34 = []
            l_1_level = resolve('level')
            if l_1_log is missing:
                l_1_log = undefined("parameter 'log' was not provided", name='log')
            pass
            if ((undefined(name='level') if l_1_level is missing else l_1_level) == 'public'):
                pass
                t_34.append(
                    escape(environment.finalize(t_17(l_1_log))),
                )
            else:
                pass
                t_34.extend((
                    '<code>',
                    escape(environment.finalize(l_1_log)),
                    '</code>',
                ))
            return concat(t_34)
        context.exported_vars.add('series')
        context.vars['series'] = l_0_series = Macro(environment, macro, 'series', ('log',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_label):
            t_35 = []
            if l_1_label is missing:
                l_1_label = undefined("parameter 'label' was not provided", name='label')
            pass
            if (l_1_label == 'own'):
                pass
                t_35.append(
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'own systems'))),
                )
            elif (not t_23(l_1_label)):
                pass
                t_35.extend((
                    '<bdi>',
                    escape(environment.finalize(l_1_label)),
                    '</bdi>',
                ))
            else:
                pass
                t_35.append(
                    '–',
                )
            return concat(t_35)
        context.exported_vars.add('party')
        context.vars['party'] = l_0_party = Macro(environment, macro, 'party', ('label',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_row):
            t_36 = []
            l_1_anchors = resolve('anchors')
            if l_1_row is missing:
                l_1_row = undefined("parameter 'row' was not provided", name='row')
            pass
            if (l_1_row in (undefined(name='anchors') if l_1_anchors is missing else l_1_anchors)):
                pass
                t_36.extend((
                    '<a class="ref" href="#r',
                    escape(environment.finalize(environment.getitem((undefined(name='anchors') if l_1_anchors is missing else l_1_anchors), l_1_row))),
                    '">',
                    escape(environment.finalize(l_1_row)),
                    '</a>',
                ))
            else:
                pass
                t_36.extend((
                    '<span class="ref">',
                    escape(environment.finalize(l_1_row)),
                    '</span>',
                ))
            return concat(t_36)
        context.exported_vars.add('line')
        context.vars['line'] = l_0_line = Macro(environment, macro, 'line', ('row',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_rows, l_1_most):
            t_37 = []
            if l_1_rows is missing:
                l_1_rows = undefined("parameter 'rows' was not provided", name='rows')
            if l_1_most is missing:
                l_1_most = 60
            pass
            l_2_loop = missing
            t_38 = 1
            for l_2_row, l_2_loop in LoopContext(l_1_rows[:l_1_most], undefined):
                _loop_vars = {}
                pass
                t_37.extend((
                    escape(environment.finalize(context.call((undefined(name='line') if l_0_line is missing else l_0_line), l_2_row, _loop_vars=_loop_vars))),
                    escape(environment.finalize((' ' if (not environment.getattr(l_2_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 119 in 'macros.html.j2' evaluated to false and no else section was defined.")))),
                ))
                t_38 = 0
            l_2_loop = l_2_row = missing
            if t_38:
                pass
                t_37.append(
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'none'))),
                )
            if (t_9(l_1_rows) > l_1_most):
                pass
                t_37.extend((
                    ' ',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'and %(count)s more', count=(t_9(l_1_rows) - l_1_most)))),
                ))
            return concat(t_37)
        context.exported_vars.add('lines')
        context.vars['lines'] = l_0_lines = Macro(environment, macro, 'lines', ('rows', 'most'), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_name):
            t_39 = []
            l_1_places = resolve('places')
            if l_1_name is missing:
                l_1_name = undefined("parameter 'name' was not provided", name='name')
            pass
            if (l_1_name in (undefined(name='places') if l_1_places is missing else l_1_places)):
                pass
                t_39.extend((
                    '<a class="ref" href="#',
                    escape(environment.finalize(environment.getitem((undefined(name='places') if l_1_places is missing else l_1_places), l_1_name))),
                    '">',
                    escape(environment.finalize(l_1_name)),
                    '</a>',
                ))
            else:
                pass
                t_39.append(
                    escape(environment.finalize(l_1_name)),
                )
            return concat(t_39)
        context.exported_vars.add('place')
        context.vars['place'] = l_0_place = Macro(environment, macro, 'place', ('name',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_names):
            t_40 = []
            if l_1_names is missing:
                l_1_names = undefined("parameter 'names' was not provided", name='names')
            pass
            l_2_loop = missing
            for l_2_name, l_2_loop in LoopContext(t_16((l_1_names or '–')), undefined):
                _loop_vars = {}
                pass
                t_40.extend((
                    escape(environment.finalize(context.call((undefined(name='place') if l_0_place is missing else l_0_place), l_2_name, _loop_vars=_loop_vars))),
                    escape(environment.finalize((', ' if (not environment.getattr(l_2_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 127 in 'macros.html.j2' evaluated to false and no else section was defined.")))),
                ))
            l_2_loop = l_2_name = missing
            return concat(t_40)
        context.exported_vars.add('ruled')
        context.vars['ruled'] = l_0_ruled = Macro(environment, macro, 'ruled', ('names',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_verdict):
            t_41 = []
            l_1_meanings = resolve('meanings')
            if l_1_verdict is missing:
                l_1_verdict = undefined("parameter 'verdict' was not provided", name='verdict')
            pass
            t_41.extend((
                '<span class="verdict"><span class="mark" aria-hidden="true">',
                escape(environment.finalize((environment.getattr(environment.getitem((undefined(name='meanings') if l_1_meanings is missing else l_1_meanings), l_1_verdict), 'mark') if (l_1_verdict in (undefined(name='meanings') if l_1_meanings is missing else l_1_meanings)) else ''))),
                '</span> <span class="word">',
            ))
            if (l_1_verdict in (undefined(name='meanings') if l_1_meanings is missing else l_1_meanings)):
                pass
                t_41.append(
                    escape(environment.finalize(t_17(environment.getattr(environment.getitem((undefined(name='meanings') if l_1_meanings is missing else l_1_meanings), l_1_verdict), 'word')))),
                )
            else:
                pass
                t_41.append(
                    escape(environment.finalize((l_1_verdict or '–'))),
                )
            t_41.append(
                '</span></span>',
            )
            return concat(t_41)
        context.exported_vars.add('mark')
        context.vars['mark'] = l_0_mark = Macro(environment, macro, 'mark', ('verdict',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_caption, l_1_class, l_1_caller):
            t_42 = []
            l_1_serial = resolve('serial')
            l_1_id = l_1_rows = missing
            if l_1_caption is missing:
                l_1_caption = undefined("parameter 'caption' was not provided", name='caption')
            if l_1_class is missing:
                l_1_class = ''
            pass
            l_1_id = context.call((undefined(name='serial') if l_1_serial is missing else l_1_serial))
            l_1_rows = context.call(l_1_caller)
            t_42.extend((
                '<div class="box" role="group" tabindex="0" aria-labelledby="t',
                escape(environment.finalize((undefined(name='id') if l_1_id is missing else l_1_id))),
                '">\n<table class="',
                escape(environment.finalize(l_1_class)),
                '"',
                escape(environment.finalize(t_2((undefined(name='rows') if l_1_rows is missing else l_1_rows)))),
                '>\n<caption><span id="t',
                escape(environment.finalize((undefined(name='id') if l_1_id is missing else l_1_id))),
                '">',
                escape(environment.finalize(l_1_caption)),
                '</span></caption>\n',
                escape(environment.finalize((undefined(name='rows') if l_1_rows is missing else l_1_rows))),
                '\n</table>\n</div>\n',
            ))
            return concat(t_42)
        context.exported_vars.add('table')
        context.vars['table'] = l_0_table = Macro(environment, macro, 'table', ('caption', 'class'), False, False, True, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_caption, l_1_count, l_1_class, l_1_caller):
            t_43 = []
            l_1_serial = resolve('serial')
            l_1_plural = resolve('plural')
            l_1_id = l_1_rows = missing
            if l_1_caption is missing:
                l_1_caption = undefined("parameter 'caption' was not provided", name='caption')
            if l_1_count is missing:
                l_1_count = undefined("parameter 'count' was not provided", name='count')
            if l_1_class is missing:
                l_1_class = ''
            pass
            l_1_id = context.call((undefined(name='serial') if l_1_serial is missing else l_1_serial))
            l_1_rows = context.call(l_1_caller)
            t_43.extend((
                '<details>\n<summary><span id="t',
                escape(environment.finalize((undefined(name='id') if l_1_id is missing else l_1_id))),
                '">',
                escape(environment.finalize(l_1_caption)),
                '</span> <span class="count">',
                escape(environment.finalize(context.call((undefined(name='plural') if l_1_plural is missing else l_1_plural), '{count} row', '{count} rows', l_1_count))),
                '</span></summary>\n<div class="box" role="group" tabindex="0" aria-labelledby="t',
                escape(environment.finalize((undefined(name='id') if l_1_id is missing else l_1_id))),
                '">\n<table class="',
                escape(environment.finalize(l_1_class)),
                '" aria-labelledby="t',
                escape(environment.finalize((undefined(name='id') if l_1_id is missing else l_1_id))),
                '"',
                escape(environment.finalize(t_2((undefined(name='rows') if l_1_rows is missing else l_1_rows)))),
                '>\n',
                escape(environment.finalize((undefined(name='rows') if l_1_rows is missing else l_1_rows))),
                '\n</table>\n</div>\n</details>\n',
            ))
            return concat(t_43)
        context.exported_vars.add('annex')
        context.vars['annex'] = l_0_annex = Macro(environment, macro, 'annex', ('caption', 'count', 'class'), False, False, True, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_count, l_1_file):
            t_44 = []
            l_1_listed = resolve('listed')
            if l_1_count is missing:
                l_1_count = undefined("parameter 'count' was not provided", name='count')
            if l_1_file is missing:
                l_1_file = undefined("parameter 'file' was not provided", name='file')
            pass
            t_44.append(
                escape(environment.finalize(context.call((undefined(name='shortened') if l_0_shortened is missing else l_0_shortened), t_12(environment, [l_1_count, (undefined(name='listed') if l_1_listed is missing else l_1_listed)]), t_11(environment, [(l_1_count - (undefined(name='listed') if l_1_listed is missing else l_1_listed)), 0]), l_1_file))),
            )
            return concat(t_44)
        context.exported_vars.add('cut')
        context.vars['cut'] = l_0_cut = Macro(environment, macro, 'cut', ('count', 'file'), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_shown, l_1_left_out, l_1_file):
            t_45 = []
            l_1_gettext = resolve('gettext')
            if l_1_shown is missing:
                l_1_shown = undefined("parameter 'shown' was not provided", name='shown')
            if l_1_left_out is missing:
                l_1_left_out = undefined("parameter 'left_out' was not provided", name='left_out')
            if l_1_file is missing:
                l_1_file = undefined("parameter 'file' was not provided", name='file')
            pass
            if l_1_left_out:
                pass
                t_45.append(
                    '<p class="note">',
                )
                t_45.append(
                    escape(environment.finalize(context.call((undefined(name='gettext') if l_1_gettext is missing else l_1_gettext), 'The first %(listed)s of %(count)s rows; %(file)s holds all of them.', listed=l_1_shown, count=(l_1_shown + l_1_left_out), file=context.call((undefined(name='code') if l_0_code is missing else l_0_code), l_1_file)))),
                )
                t_45.append(
                    '</p>\n',
                )
            return concat(t_45)
        context.exported_vars.add('shortened')
        context.vars['shortened'] = l_0_shortened = Macro(environment, macro, 'shortened', ('shown', 'left_out', 'file'), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_names):
            t_46 = []
            if l_1_names is missing:
                l_1_names = undefined("parameter 'names' was not provided", name='names')
            pass
            t_46.append(
                '<thead><tr>',
            )
            def t_47(fiter):
                for l_2_name in fiter:
                    if t_22(l_2_name):
                        yield l_2_name
            for l_2_name in t_47(l_1_names):
                _loop_vars = {}
                pass
                if (not l_2_name):
                    pass
                    t_46.append(
                        '<td></td>',
                    )
                elif t_25(l_2_name):
                    pass
                    t_46.extend((
                        '<th scope="col">',
                        escape(environment.finalize(l_2_name)),
                        '</th>',
                    ))
                else:
                    pass
                    t_46.extend((
                        '<th scope="col" class="',
                        escape(environment.finalize(environment.getitem(l_2_name, 1))),
                        '">',
                        escape(environment.finalize(environment.getitem(l_2_name, 0))),
                        '</th>',
                    ))
            l_2_name = missing
            t_46.append(
                '</tr></thead>\n',
            )
            return concat(t_46)
        context.exported_vars.add('head')
        context.vars['head'] = l_0_head = Macro(environment, macro, 'head', ('names',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_count):
            t_48 = []
            if l_1_count is missing:
                l_1_count = undefined("parameter 'count' was not provided", name='count')
            pass
            t_48.append(
                '<td class="num">',
            )
            if t_23(l_1_count):
                pass
                t_48.append(
                    '–',
                )
            else:
                pass
                t_48.append(
                    escape(environment.finalize(t_14(l_1_count))),
                )
            t_48.append(
                '</td>',
            )
            return concat(t_48)
        context.exported_vars.add('number')
        context.vars['number'] = l_0_number = Macro(environment, macro, 'number', ('count',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_caption, l_1_rows):
            t_49 = []
            l_1_names = missing
            if l_1_caption is missing:
                l_1_caption = undefined("parameter 'caption' was not provided", name='caption')
            if l_1_rows is missing:
                l_1_rows = undefined("parameter 'rows' was not provided", name='rows')
            pass
            l_1_names = t_3(l_1_rows)
            def macro():
                t_50 = []
                pass
                t_50.append(
                    '<thead><tr>',
                )
                for l_3_name in (undefined(name='names') if l_1_names is missing else l_1_names):
                    _loop_vars = {}
                    pass
                    t_50.append(
                        '<th scope="col"',
                    )
                    if t_24(environment.getitem(environment.getitem(l_1_rows, 0), l_3_name)):
                        pass
                        t_50.append(
                            ' class="num"',
                        )
                    t_50.extend((
                        '>',
                        escape(environment.finalize((environment.getitem((undefined(name='heads') if l_0_heads is missing else l_0_heads), l_3_name) if (l_3_name in (undefined(name='heads') if l_0_heads is missing else l_0_heads)) else t_15(context.eval_ctx, l_3_name, '_', ' ')))),
                        '</th>',
                    ))
                l_3_name = missing
                t_50.append(
                    '</tr></thead>\n<tbody>\n',
                )
                for l_3_row in l_1_rows:
                    _loop_vars = {}
                    pass
                    t_50.append(
                        '<tr>',
                    )
                    for l_4_name in (undefined(name='names') if l_1_names is missing else l_1_names):
                        _loop_vars = {}
                        pass
                        t_50.append(
                            '<td',
                        )
                        if t_24(environment.getitem(environment.getitem(l_1_rows, 0), l_4_name)):
                            pass
                            t_50.append(
                                ' class="num"',
                            )
                        t_50.extend((
                            '>',
                            escape(environment.finalize((t_18(environment.getitem(l_3_row, l_4_name)) if (l_4_name == 'source') else t_1(environment.getitem(l_3_row, l_4_name))))),
                            '</td>',
                        ))
                    l_4_name = missing
                    t_50.append(
                        '</tr>\n',
                    )
                l_3_row = missing
                t_50.append(
                    '</tbody>\n',
                )
                return concat(t_50)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            t_49.append(context.call((undefined(name='table') if l_0_table is missing else l_0_table), l_1_caption, 'grid', caller=caller))
            return concat(t_49)
        context.exported_vars.add('records')
        context.vars['records'] = l_0_records = Macro(environment, macro, 'records', ('caption', 'rows'), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_name, l_1_text):
            t_51 = []
            l_1_plots = resolve('plots')
            l_1_undrawn = resolve('undrawn')
            l_1_gettext = resolve('gettext')
            l_1_drawn_files = resolve('drawn_files')
            l_1_drawn_windows = resolve('drawn_windows')
            if l_1_name is missing:
                l_1_name = undefined("parameter 'name' was not provided", name='name')
            if l_1_text is missing:
                l_1_text = undefined("parameter 'text' was not provided", name='text')
            pass
            if (l_1_name in (undefined(name='plots') if l_1_plots is missing else l_1_plots)):
                pass
                t_51.append(
                    '<figure>\n<img',
                )
                if environment.getattr(environment.getitem((undefined(name='plots') if l_1_plots is missing else l_1_plots), l_1_name), 'narrow'):
                    pass
                    t_51.append(
                        ' class="wide"',
                    )
                t_51.extend((
                    ' src="',
                    escape(environment.finalize(t_4(environment.getattr(environment.getitem((undefined(name='plots') if l_1_plots is missing else l_1_plots), l_1_name), 'svg')))),
                    '" alt="',
                    escape(environment.finalize(environment.getattr(environment.getitem((undefined(name='plots') if l_1_plots is missing else l_1_plots), l_1_name), 'alt'))),
                    '">\n',
                ))
                if environment.getattr(environment.getitem((undefined(name='plots') if l_1_plots is missing else l_1_plots), l_1_name), 'narrow'):
                    pass
                    t_51.extend((
                        '<img class="narrow" src="',
                        escape(environment.finalize(t_4(environment.getattr(environment.getitem((undefined(name='plots') if l_1_plots is missing else l_1_plots), l_1_name), 'narrow')))),
                        '" alt="',
                        escape(environment.finalize(environment.getattr(environment.getitem((undefined(name='plots') if l_1_plots is missing else l_1_plots), l_1_name), 'alt'))),
                        '">\n',
                    ))
                t_51.extend((
                    '<figcaption>',
                    escape(environment.finalize(l_1_text)),
                    '</figcaption>\n</figure>\n',
                ))
            elif (l_1_name in (undefined(name='undrawn') if l_1_undrawn is missing else l_1_undrawn)):
                pass
                t_51.append(
                    '<p class="note">',
                )
                t_51.append(
                    escape(environment.finalize(context.call((undefined(name='gettext') if l_1_gettext is missing else l_1_gettext), 'No picture is drawn here: a report has room for those of %(files)s files and %(windows)s windows.', files=(undefined(name='drawn_files') if l_1_drawn_files is missing else l_1_drawn_files), windows=(undefined(name='drawn_windows') if l_1_drawn_windows is missing else l_1_drawn_windows)))),
                )
                t_51.append(
                    '</p>\n',
                )
            return concat(t_51)
        context.exported_vars.add('figure')
        context.vars['figure'] = l_0_figure = Macro(environment, macro, 'figure', ('name', 'text'), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_bounds):
            t_52 = []
            if l_1_bounds is missing:
                l_1_bounds = undefined("parameter 'bounds' was not provided", name='bounds')
            pass
            if t_23(environment.getattr(l_1_bounds, 'at_least')):
                pass
                t_52.extend((
                    '<span class="said">',
                    escape(environment.finalize(t_8(l_1_bounds))),
                    '</span>',
                ))
            else:
                pass
                t_52.append(
                    escape(environment.finalize(t_8(l_1_bounds))),
                )
            return concat(t_52)
        context.exported_vars.add('least')
        context.vars['least'] = l_0_least = Macro(environment, macro, 'least', ('bounds',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_bounds):
            t_53 = []
            if l_1_bounds is missing:
                l_1_bounds = undefined("parameter 'bounds' was not provided", name='bounds')
            pass
            if environment.getattr(l_1_bounds, 'open_ended'):
                pass
                t_53.extend((
                    '<span class="said">',
                    escape(environment.finalize(t_13(l_1_bounds))),
                    '</span>',
                ))
            else:
                pass
                t_53.append(
                    escape(environment.finalize(t_13(l_1_bounds))),
                )
            return concat(t_53)
        context.exported_vars.add('most')
        context.vars['most'] = l_0_most = Macro(environment, macro, 'most', ('bounds',), False, False, False, context.eval_ctx.autoescape)
        yield '\n'
        def macro(l_1_start, l_1_end):
            t_54 = []
            if l_1_start is missing:
                l_1_start = undefined("parameter 'start' was not provided", name='start')
            if l_1_end is missing:
                l_1_end = undefined("parameter 'end' was not provided", name='end')
            pass
            if (t_19(l_1_start) and t_19(l_1_end)):
                pass
                t_54.append(
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not stated'))),
                )
            elif t_19(l_1_start):
                pass
                t_54.append(
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'until %(end)s', end=context.call((undefined(name='moment') if l_0_moment is missing else l_0_moment), l_1_end)))),
                )
            elif t_19(l_1_end):
                pass
                t_54.append(
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'from %(start)s', start=context.call((undefined(name='moment') if l_0_moment is missing else l_0_moment), l_1_start)))),
                )
            else:
                pass
                t_54.append(
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), '%(start)s to %(end)s', start=context.call((undefined(name='moment') if l_0_moment is missing else l_0_moment), l_1_start), end=context.call((undefined(name='moment') if l_0_moment is missing else l_0_moment), l_1_end)))),
                )
            return concat(t_54)
        context.exported_vars.add('span')
        context.vars['span'] = l_0_span = Macro(environment, macro, 'span', ('start', 'end'), False, False, False, context.eval_ctx.autoescape)

    blocks = {}
    debug_info = '4=164&20=168&21=173&22=182&27=192&44=195&50=198&55=201&62=204&67=207&72=210&77=213&84=217&86=231&88=245&89=250&93=268&94=274&98=308&99=313&103=338&104=344&108=367&110=389&111=394&114=415&115=421&118=441&119=450&120=464&124=474&127=498&129=516&130=524&135=544&136=553&137=554&138=557&139=559&140=563&141=567&147=574&148=586&149=587&151=590&152=596&153=598&154=604&161=611&162=620&166=626&167=636&168=642&174=651&175=659&178=695&181=720&182=728&183=729&184=735&186=755&187=761&183=787&193=792&194=804&196=809&197=821&199=825&201=832&203=835&204=841&209=850&210=855&213=871&214=876&218=892&219=899'
    return locals()


def _13(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'method.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_m = resolve('m')
        l_0__ = resolve('_')
        l_0_case = resolve('case')
        l_0_level = resolve('level')
        l_0_versions = resolve('versions')
        l_0_findings = resolve('findings')
        l_0_gettext = resolve('gettext')
        l_0_used = resolve('used')
        l_0_plural = resolve('plural')
        l_0_told = missing
        try:
            t_1 = environment.filters['code']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'code' found.")
        try:
            t_2 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_3 = environment.filters['map']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'map' found.")
        try:
            t_4 = environment.filters['prose']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'prose' found.")
        try:
            t_5 = environment.filters['say']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'say' found.")
        try:
            t_6 = environment.filters['sum']
        except KeyError:
            @internalcode
            def t_6(*unused):
                raise TemplateRuntimeError("No filter named 'sum' found.")
        pass
        yield '<section id="method">\n'
        yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'title'), 'method')))
        yield '\n<p>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Each log is read once, from its first to its last byte, and hashed in the same pass. Every line that could name a file is kept with its bytes, source and number; none is removed after that. Ordered rules give each kept request one verdict, and the first rule that fits wins (annex B). Requests of one client that belong together become one download. Every number in this report is a filter over those rows.')))
        yield '</p>\n<dl class="wide">\n<div><dt>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Case digest')))
        yield '</dt><dd><code class="hash">'
        yield escape(environment.finalize((environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'digest') or (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not known') if ((undefined(name='level') if l_0_level is missing else l_0_level) == 'investigator') else context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not shown')))))
        yield '</code></dd></div>\n'
        for (l_1_name, l_1_value) in (undefined(name='versions') if l_0_versions is missing else l_0_versions):
            _loop_vars = {}
            pass
            yield '<div><dt>'
            yield escape(environment.finalize(l_1_name))
            yield '</dt><dd>'
            yield escape(environment.finalize(l_1_value))
            yield '</dd></div>\n'
        l_1_name = l_1_value = missing
        for l_1_database in environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'databases'):
            _loop_vars = {}
            pass
            yield '<div><dt>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Database of IP addresses', _loop_vars=_loop_vars)))
            yield '</dt><dd>'
            yield escape(environment.finalize(environment.getattr(l_1_database, 'type')))
            if environment.getattr(l_1_database, 'built'):
                pass
                yield ', '
                yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'built %(day)s', day=environment.getattr(l_1_database, 'built')[:10], _loop_vars=_loop_vars)))
            if environment.getattr(l_1_database, 'sha256'):
                pass
                yield ', SHA-256 <code class="hash">'
                yield escape(environment.finalize(environment.getattr(l_1_database, 'sha256')))
                yield '</code>'
            yield '</dd></div>\n'
        l_1_database = missing
        yield '</dl>\n'
        def macro():
            t_7 = []
            l_1_counting = resolve('counting')
            pass
            t_7.extend((
                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'What'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Value'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Section of the counting rules')]))),
                '\n<tbody>\n',
            ))
            for (l_2_what, l_2_value, l_2_section) in (undefined(name='counting') if l_1_counting is missing else l_1_counting):
                _loop_vars = {}
                pass
                t_7.extend((
                    '<tr><th scope="row">',
                    escape(environment.finalize(l_2_what)),
                    '</th><td>',
                    escape(environment.finalize(l_2_value)),
                    '</td><td><a class="ref" href="#section-',
                    escape(environment.finalize(l_2_section)),
                    '">',
                    escape(environment.finalize(l_2_section)),
                    '</a></td></tr>\n',
                ))
            l_2_what = l_2_value = l_2_section = missing
            t_7.append(
                '</tbody>\n',
            )
            return concat(t_7)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Counting parameters'), 'few', caller=caller)
        yield '<p>'
        yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), 'To repeat it: %(command)s, with the case file of the digest above and the logs of section 3 in their places. The same inputs give the same bytes.', command=Markup('<code>forensics investigate CASE.toml</code>'))))
        yield '</p>\n\n<h3>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'The rules used here')))
        yield '</h3>\n<p>'
        yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), 'Every number of a rule, a grade or a limitation in this report leads here. %(command)s tells the same of these and of all others, without a network.', command=Markup('<code>forensics explain</code>'))))
        yield '</p>\n'
        l_0_told = ((((t_2(environment.getattr((undefined(name='used') if l_0_used is missing else l_0_used), 'rules')) + t_2(environment.getattr((undefined(name='used') if l_0_used is missing else l_0_used), 'sections'))) + t_6(environment, t_3(context, t_3(context, environment.getattr((undefined(name='used') if l_0_used is missing else l_0_used), 'sections'), 'last'), 'length'))) + t_2(environment.getattr((undefined(name='used') if l_0_used is missing else l_0_used), 'grades'))) + t_2(environment.getattr((undefined(name='used') if l_0_used is missing else l_0_used), 'limitations')))
        context.vars['told'] = l_0_told
        context.exported_vars.add('told')
        yield '<details>\n<summary>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Rules, grades and limitations')))
        yield ' <span class="count">'
        yield escape(environment.finalize(context.call((undefined(name='plural') if l_0_plural is missing else l_0_plural), '{count} row', '{count} rows', (undefined(name='told') if l_0_told is missing else l_0_told))))
        yield '</span></summary>\n'
        if environment.getattr((undefined(name='used') if l_0_used is missing else l_0_used), 'rules'):
            pass
            yield '<h4>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Rules that gave verdicts')))
            yield '</h4>\n<dl class="told">\n'
            for l_1_rule in environment.getattr((undefined(name='used') if l_0_used is missing else l_0_used), 'rules'):
                _loop_vars = {}
                pass
                yield '<div><dt id="rule-'
                yield escape(environment.finalize(environment.getattr(l_1_rule, 'name')))
                yield '">'
                yield escape(environment.finalize(environment.getattr(l_1_rule, 'name')))
                yield '</dt><dd>'
                for l_2_text in environment.getattr(l_1_rule, 'texts'):
                    _loop_vars = {}
                    pass
                    yield '<span class="item">'
                    yield escape(environment.finalize(t_5(environment.getattr(l_2_text, 'label'))))
                    yield ': '
                    yield escape(environment.finalize(t_5(environment.getattr(l_2_text, 'says'))))
                    yield '</span>'
                l_2_text = missing
                yield '</dd></div>\n'
            l_1_rule = missing
            yield '</dl>\n'
        yield '<h4>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Rules of counting')))
        yield '</h4>\n<dl class="told">\n'
        for (l_1_section, l_1_points) in environment.getattr((undefined(name='used') if l_0_used is missing else l_0_used), 'sections'):
            l_1_places = resolve('places')
            _loop_vars = {}
            pass
            yield '<div><dt id="section-'
            yield escape(environment.finalize(environment.getattr(l_1_section, 'number')))
            yield '">'
            yield escape(environment.finalize(environment.getattr(l_1_section, 'number')))
            yield '</dt><dd><strong>'
            yield escape(environment.finalize(t_5(environment.getattr(l_1_section, 'title'))))
            yield '</strong>'
            if environment.getattr(l_1_section, 'text'):
                pass
                yield '<span class="item">'
                yield escape(environment.finalize(t_4(t_5(environment.getattr(l_1_section, 'text')), (undefined(name='places') if l_1_places is missing else l_1_places))))
                yield '</span>'
            yield '</dd></div>\n'
            for (l_2_number, l_2_text) in l_1_points:
                _loop_vars = {}
                pass
                yield '<div><dt id="section-'
                yield escape(environment.finalize(l_2_number))
                yield '">'
                yield escape(environment.finalize(l_2_number))
                yield '</dt><dd>'
                yield escape(environment.finalize(t_4(t_5(l_2_text), (undefined(name='places') if l_1_places is missing else l_1_places))))
                yield '</dd></div>\n'
            l_2_number = l_2_text = missing
        l_1_section = l_1_points = l_1_places = missing
        yield '</dl>\n<h4>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Grades of evidence')))
        yield '</h4>\n<dl class="wide">\n'
        l_1_loop = missing
        for l_1_grade, l_1_loop in LoopContext(environment.getattr((undefined(name='used') if l_0_used is missing else l_0_used), 'grades'), undefined):
            _loop_vars = {}
            pass
            yield '<div><dt id="grade-'
            yield escape(environment.finalize(environment.getattr(l_1_grade, 'name')))
            yield '">'
            yield escape(environment.finalize(environment.getattr(l_1_grade, 'name')))
            yield '</dt><dd>'
            l_2_loop = missing
            for l_2_text, l_2_loop in LoopContext(environment.getattr(l_1_grade, 'texts'), undefined):
                _loop_vars = {}
                pass
                yield escape(environment.finalize(t_5(environment.getattr(l_2_text, 'says'))))
                yield escape(environment.finalize((' ' if (not environment.getattr(l_2_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 48 in 'method.html.j2' evaluated to false and no else section was defined."))))
            l_2_loop = l_2_text = missing
            yield '</dd></div>\n'
        l_1_loop = l_1_grade = missing
        yield '</dl>\n'
        if environment.getattr((undefined(name='used') if l_0_used is missing else l_0_used), 'limitations'):
            pass
            yield '<h4>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Limitations found')))
            yield '</h4>\n<dl class="wide">\n'
            for l_1_limit in environment.getattr((undefined(name='used') if l_0_used is missing else l_0_used), 'limitations'):
                _loop_vars = {}
                pass
                yield '<div><dt id="limitation-'
                yield escape(environment.finalize(environment.getattr(l_1_limit, 'name')))
                yield '">'
                yield escape(environment.finalize(environment.getattr(l_1_limit, 'name')))
                yield '</dt><dd>'
                for l_2_text in environment.getattr(l_1_limit, 'texts'):
                    _loop_vars = {}
                    pass
                    yield escape(environment.finalize(t_5(environment.getattr(l_2_text, 'says'))))
                l_2_text = missing
                yield '</dd></div>\n'
            l_1_limit = missing
            yield '</dl>\n'
        yield '</details>\n</section>'

    blocks = {}
    debug_info = '2=58&3=60&5=62&6=66&7=70&9=75&10=79&13=94&14=99&16=102&17=107&13=122&21=124&23=126&24=128&25=130&27=134&28=138&29=141&31=143&32=147&36=164&38=166&39=171&40=183&41=187&45=196&47=199&48=203&51=217&52=220&54=222&55=226'
    return locals()


def _14(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'part.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_part = resolve('part')
        l_0_ruled = resolve('ruled')
        l_0_asked = resolve('asked')
        l_0_m = resolve('m')
        l_0_plural = resolve('plural')
        l_0__ = resolve('_')
        l_0_sized = resolve('sized')
        l_0_graded = resolve('graded')
        l_0_page = resolve('page')
        try:
            t_1 = environment.filters['counts_in']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'counts_in' found.")
        try:
            t_2 = environment.filters['join']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'join' found.")
        try:
            t_3 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_4 = environment.filters['list']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'list' found.")
        try:
            t_5 = environment.filters['map']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'map' found.")
        try:
            t_6 = environment.filters['number']
        except KeyError:
            @internalcode
            def t_6(*unused):
                raise TemplateRuntimeError("No filter named 'number' found.")
        try:
            t_7 = environment.filters['reject']
        except KeyError:
            @internalcode
            def t_7(*unused):
                raise TemplateRuntimeError("No filter named 'reject' found.")
        try:
            t_8 = environment.filters['say']
        except KeyError:
            @internalcode
            def t_8(*unused):
                raise TemplateRuntimeError("No filter named 'say' found.")
        try:
            t_9 = environment.filters['select']
        except KeyError:
            @internalcode
            def t_9(*unused):
                raise TemplateRuntimeError("No filter named 'select' found.")
        try:
            t_10 = environment.filters['sentence']
        except KeyError:
            @internalcode
            def t_10(*unused):
                raise TemplateRuntimeError("No filter named 'sentence' found.")
        try:
            t_11 = environment.filters['sum']
        except KeyError:
            @internalcode
            def t_11(*unused):
                raise TemplateRuntimeError("No filter named 'sum' found.")
        try:
            t_12 = environment.tests['none']
        except KeyError:
            @internalcode
            def t_12(*unused):
                raise TemplateRuntimeError("No test named 'none' found.")
        pass
        if environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'verdicts'):
            pass
            l_0_ruled = t_4(context.eval_ctx, t_9(context, t_5(context, environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'verdicts'), attribute='rules')))
            context.vars['ruled'] = l_0_ruled
            context.exported_vars.add('ruled')
            l_0_asked = t_11(environment, environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'verdicts'), attribute='requests')
            context.vars['asked'] = l_0_asked
            context.exported_vars.add('asked')
            def macro():
                t_13 = []
                pass
                t_13.extend((
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Verdict'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Requests'), 'num'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'By rule, and why') if (undefined(name='ruled') if l_0_ruled is missing else l_0_ruled) else cond_expr_undefined("the inline if-expression on line 6 in 'part.html.j2' evaluated to false and no else section was defined.")), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Counts in')]))),
                    '\n<tbody>\n',
                ))
                for l_2_v in environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'verdicts'):
                    _loop_vars = {}
                    pass
                    t_13.extend((
                        '<tr><th scope="row">',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'mark'), environment.getattr(l_2_v, 'name'), _loop_vars=_loop_vars))),
                        '</th><td class="num">',
                        escape(environment.finalize(t_6(environment.getattr(l_2_v, 'requests')))),
                        '</td>',
                    ))
                    if (undefined(name='ruled') if l_0_ruled is missing else l_0_ruled):
                        pass
                        t_13.append(
                            '<td>',
                        )
                        for (l_3_rule, l_3_because, l_3_times) in environment.getattr(l_2_v, 'rules'):
                            _loop_vars = {}
                            pass
                            t_13.extend((
                                '<span class="item">',
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), '%(times)s × rule %(rule)s: %(because)s', times=l_3_times, rule=context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'ruled'), l_3_rule, _loop_vars=_loop_vars), because=(t_8(l_3_because) if l_3_because else context.call((undefined(name='_') if l_0__ is missing else l_0__), 'no reason given', _loop_vars=_loop_vars)), _loop_vars=_loop_vars))),
                                '</span>',
                            ))
                        l_3_rule = l_3_because = l_3_times = missing
                        t_13.append(
                            '</td>',
                        )
                    t_13.extend((
                        '<td>',
                        escape(environment.finalize(t_8(environment.getattr(environment.getattr(l_2_v, 'meaning'), 'counts')))),
                        '</td></tr>\n',
                    ))
                l_2_v = missing
                t_13.append(
                    '</tbody>\n',
                )
                return concat(t_13)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='plural') if l_0_plural is missing else l_0_plural), 'Verdicts on {count} request', 'Verdicts on {count} requests', (undefined(name='asked') if l_0_asked is missing else l_0_asked)), 'verdicts few', caller=caller)
        else:
            pass
            yield '<p>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'No request.')))
            yield '</p>\n'
        if (environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'downloads') or environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'downloads_left_out')):
            pass
            l_0_sized = t_4(context.eval_ctx, t_7(context, t_5(context, environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'downloads'), attribute='bytes'), 'none'))
            context.vars['sized'] = l_0_sized
            context.exported_vars.add('sized')
            l_0_graded = t_4(context.eval_ctx, t_7(context, t_5(context, environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'downloads'), attribute='grade'), 'none'))
            context.vars['graded'] = l_0_graded
            context.exported_vars.add('graded')
            def macro():
                t_14 = []
                l_1_labelled = resolve('labelled')
                pass
                t_14.extend((
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Id'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Kind'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'First'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Last'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Visitor') if (undefined(name='labelled') if l_1_labelled is missing else l_1_labelled) else context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP address')), ((context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Bytes'), 'num') if (undefined(name='sized') if l_0_sized is missing else l_0_sized) else cond_expr_undefined("the inline if-expression on line 20 in 'part.html.j2' evaluated to false and no else section was defined.")), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Grade') if (undefined(name='graded') if l_0_graded is missing else l_0_graded) else cond_expr_undefined("the inline if-expression on line 20 in 'part.html.j2' evaluated to false and no else section was defined."))]))),
                    '\n',
                ))
                for l_2_d in environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'downloads'):
                    _loop_vars = {}
                    pass
                    t_14.extend((
                        '<tbody>\n<tr>\n<th scope="row">',
                        escape(environment.finalize(environment.getattr(l_2_d, 'download'))),
                        '</th>\n<td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'mark'), environment.getattr(l_2_d, 'kind'), _loop_vars=_loop_vars))),
                    ))
                    if (environment.getattr(l_2_d, 'proof') and (environment.getattr(l_2_d, 'proof') != 'single')):
                        pass
                        t_14.extend((
                            '<span class="item">',
                            escape(environment.finalize(environment.getattr(l_2_d, 'proof'))),
                            '</span>',
                        ))
                    t_14.extend((
                        '</td>\n<td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'when'), environment.getattr(l_2_d, 'first'), _loop_vars=_loop_vars))),
                        '</td>\n<td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'when'), environment.getattr(l_2_d, 'last'), _loop_vars=_loop_vars))),
                        '</td>\n<td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'who'), environment.getattr(l_2_d, 'client'), _loop_vars=_loop_vars))),
                    ))
                    if (environment.getattr(l_2_d, 'party') and (environment.getattr(l_2_d, 'party') != 'own')):
                        pass
                        t_14.extend((
                            '<span class="item"><bdi>',
                            escape(environment.finalize(environment.getattr(l_2_d, 'party'))),
                            '</bdi></span>',
                        ))
                    if environment.getattr(l_2_d, 'own'):
                        pass
                        t_14.extend((
                            '<span class="item">',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'own systems', _loop_vars=_loop_vars))),
                            '</span>',
                        ))
                    if environment.getattr(l_2_d, 'robot'):
                        pass
                        t_14.extend((
                            '<span class="item">',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'robot or script', _loop_vars=_loop_vars))),
                            '</span>',
                        ))
                    t_14.append(
                        '</td>\n',
                    )
                    if (undefined(name='sized') if l_0_sized is missing else l_0_sized):
                        pass
                        t_14.append(
                            '<td class="num">',
                        )
                        if t_12(environment.getattr(l_2_d, 'bytes')):
                            pass
                            t_14.extend((
                                '<span class="said">',
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not known', _loop_vars=_loop_vars))),
                                '</span>',
                            ))
                        else:
                            pass
                            t_14.append(
                                escape(environment.finalize(t_6(environment.getattr(l_2_d, 'bytes')))),
                            )
                        t_14.append(
                            '</td>',
                        )
                    if (undefined(name='graded') if l_0_graded is missing else l_0_graded):
                        pass
                        t_14.append(
                            '<td>',
                        )
                        if environment.getattr(l_2_d, 'grade'):
                            pass
                            t_14.append(
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'place'), environment.getattr(l_2_d, 'grade'), _loop_vars=_loop_vars))),
                            )
                        else:
                            pass
                            t_14.append(
                                '–',
                            )
                        t_14.append(
                            '</td>',
                        )
                    t_14.extend((
                        '</tr>\n<tr class="more"><td colspan="',
                        escape(environment.finalize(((5 + (1 if (undefined(name='sized') if l_0_sized is missing else l_0_sized) else 0)) + (1 if (undefined(name='graded') if l_0_graded is missing else l_0_graded) else 0)))),
                        '"><div class="under">',
                    ))
                    if environment.getattr(l_2_d, 'because'):
                        pass
                        t_14.extend((
                            escape(environment.finalize(t_10(t_8(environment.getattr(l_2_d, 'because'))))),
                            '. ',
                        ))
                    t_14.extend((
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Counts in: %(numbers)s.', numbers=t_1(l_2_d), _loop_vars=_loop_vars))),
                        ' ',
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Lines: %(lines)s.', lines=context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'lines'), (environment.getattr(l_2_d, 'rows') or []), _loop_vars=_loop_vars), _loop_vars=_loop_vars))),
                    ))
                    if environment.getattr(l_2_d, 'flags'):
                        pass
                        t_14.extend((
                            ' ',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Flags: %(flags)s.', flags=t_2(context.eval_ctx, environment.getattr(l_2_d, 'flags'), ', '), _loop_vars=_loop_vars))),
                        ))
                    t_14.append(
                        '</div></td></tr>\n</tbody>\n',
                    )
                l_2_d = missing
                return concat(t_14)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'annex'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Downloads and possible downloads'), (t_3(environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'downloads')) + environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'downloads_left_out')), 'rows downloads', caller=caller)
            yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'shortened'), t_3(environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'downloads')), environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'downloads_left_out'), 'downloads.csv')))
            yield '\n'
        if (environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'requests') or environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'left_out')):
            pass
            yield '<p class="note"><a href="#r-'
            yield escape(environment.finalize(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'number')))
            yield '-'
            yield escape(environment.finalize(environment.getattr((undefined(name='part') if l_0_part is missing else l_0_part), 'number')))
            yield '">'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Every request of this part, in annex A')))
            yield '</a></p>\n'

    blocks = {}
    debug_info = '2=92&3=94&4=97&5=100&6=104&8=107&9=112&5=145&14=149&16=151&17=153&18=156&19=159&20=164&21=167&24=172&25=174&26=185&27=187&28=189&29=215&30=235&32=255&19=281&36=282&38=284&39=287'
    return locals()


def _15(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'readers.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0__ = resolve('_')
        l_0_unreadable = resolve('unreadable')
        l_0_places = resolve('places')
        l_0_m = resolve('m')
        l_0_rejected_lines = resolve('rejected_lines')
        l_0_ngettext = resolve('ngettext')
        l_0_findings = resolve('findings')
        l_0_of_these = resolve('of_these')
        l_0_read = resolve('read')
        l_0_second = missing
        try:
            t_1 = environment.filters['cell']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'cell' found.")
        try:
            t_2 = environment.filters['format']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'format' found.")
        try:
            t_3 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_4 = environment.filters['linked']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'linked' found.")
        try:
            t_5 = environment.filters['list']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'list' found.")
        try:
            t_6 = environment.filters['number']
        except KeyError:
            @internalcode
            def t_6(*unused):
                raise TemplateRuntimeError("No filter named 'number' found.")
        try:
            t_7 = environment.filters['say']
        except KeyError:
            @internalcode
            def t_7(*unused):
                raise TemplateRuntimeError("No filter named 'say' found.")
        try:
            t_8 = environment.filters['selectattr']
        except KeyError:
            @internalcode
            def t_8(*unused):
                raise TemplateRuntimeError("No filter named 'selectattr' found.")
        pass
        yield '<h3>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Lines that could not be read')))
        yield '</h3>\n'
        if (undefined(name='unreadable') if l_0_unreadable is missing else l_0_unreadable):
            pass
            yield '<p>'
            yield escape(environment.finalize(t_4(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Every line that could name a file, and samples of the others. Rule 1 judges those that could name a file.'), (undefined(name='places') if l_0_places is missing else l_0_places), ['1'])))
            yield '</p>\n'
            def macro():
                t_9 = []
                l_1_level = resolve('level')
                l_1_listed = resolve('listed')
                pass
                t_9.extend((
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Line'), ((context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Byte offset'), 'num') if ((undefined(name='level') if l_1_level is missing else l_1_level) == 'investigator') else cond_expr_undefined("the inline if-expression on line 5 in 'readers.html.j2' evaluated to false and no else section was defined.")), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Could name a file')]))),
                    '\n',
                ))
                for (l_2_source, l_2_rejected, l_2_text) in (undefined(name='unreadable') if l_0_unreadable is missing else l_0_unreadable)[:(undefined(name='listed') if l_1_listed is missing else l_1_listed)]:
                    _loop_vars = {}
                    pass
                    t_9.extend((
                        '<tbody>\n<tr><th scope="row">',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'line'), t_2('%s:%d', environment.getattr(l_2_source, 'id'), environment.getattr(l_2_rejected, 'line_no')), _loop_vars=_loop_vars))),
                        '</th>',
                    ))
                    if ((undefined(name='level') if l_1_level is missing else l_1_level) == 'investigator'):
                        pass
                        t_9.extend((
                            '<td class="num">',
                            escape(environment.finalize(t_6(environment.getattr(l_2_rejected, 'offset')))),
                            '</td>',
                        ))
                    t_9.append(
                        '<td>',
                    )
                    if environment.getattr(l_2_rejected, 'names_file'):
                        pass
                        t_9.extend((
                            '<strong>',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'yes', _loop_vars=_loop_vars))),
                            '</strong>',
                        ))
                    else:
                        pass
                        t_9.append(
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'no', _loop_vars=_loop_vars))),
                        )
                    t_9.append(
                        '</td></tr>\n',
                    )
                    if l_2_text:
                        pass
                        t_9.extend((
                            '<tr class="more"><td colspan="3"><div class="under"><code class="line">',
                            escape(environment.finalize(l_2_text)),
                            '</code></div></td></tr>\n',
                        ))
                    t_9.append(
                        '</tbody>\n',
                    )
                l_2_source = l_2_rejected = l_2_text = missing
                return concat(t_9)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'annex'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Rejected lines'), t_3((undefined(name='unreadable') if l_0_unreadable is missing else l_0_unreadable)), 'rows rejected', caller=caller)
            yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'cut'), t_3((undefined(name='unreadable') if l_0_unreadable is missing else l_0_unreadable)), 'findings.json')))
            yield '\n'
        elif (undefined(name='rejected_lines') if l_0_rejected_lines is missing else l_0_rejected_lines):
            pass
            yield '<p>'
            yield escape(environment.finalize(context.call((undefined(name='ngettext') if l_0_ngettext is missing else l_0_ngettext), '%(count)s line could not be read; it is not in this version.', '%(count)s lines could not be read; they are not in this version.', (undefined(name='rejected_lines') if l_0_rejected_lines is missing else l_0_rejected_lines), count=(undefined(name='rejected_lines') if l_0_rejected_lines is missing else l_0_rejected_lines))))
            yield '</p>\n'
        else:
            pass
            yield '<p>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Every line was read.')))
            yield '</p>\n'
        yield '\n<h3>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Second reader')))
        yield '</h3>\n'
        l_0_second = environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'second_reader')
        context.vars['second'] = l_0_second
        context.exported_vars.add('second')
        if environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'reader'):
            pass
            yield '<p>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Every line of evidence was given to an independent parser, %(reader)s, which shares no code with this tool.', reader=environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'reader'))))
            yield '</p>\n'
            l_0_of_these = (environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'faults') or environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'reasons'))
            context.vars['of_these'] = l_0_of_these
            context.exported_vars.add('of_these')
            def macro():
                t_10 = []
                l_1_second_notes = resolve('second_notes')
                l_1_outcome = missing
                pass
                t_10.extend((
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Outcome'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Lines'), 'num'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Of these') if (undefined(name='of_these') if l_0_of_these is missing else l_0_of_these) else cond_expr_undefined("the inline if-expression on line 28 in 'readers.html.j2' evaluated to false and no else section was defined."))]))),
                    '\n',
                ))
                def macro(l_2_name, l_2_count, l_2_notes):
                    t_11 = []
                    if l_2_name is missing:
                        l_2_name = undefined("parameter 'name' was not provided", name='name')
                    if l_2_count is missing:
                        l_2_count = undefined("parameter 'count' was not provided", name='count')
                    if l_2_notes is missing:
                        l_2_notes = undefined("parameter 'notes' was not provided", name='notes')
                    pass
                    t_11.extend((
                        '<tr><th scope="row">',
                        escape(environment.finalize(l_2_name)),
                        '</th><td class="num">',
                        escape(environment.finalize(t_6(l_2_count))),
                        '</td>',
                    ))
                    if (undefined(name='of_these') if l_0_of_these is missing else l_0_of_these):
                        pass
                        t_11.append(
                            '<td>',
                        )
                        for (l_3_times, l_3_what, l_3_why) in l_2_notes:
                            _loop_vars = {}
                            pass
                            t_11.extend((
                                '<span class="item">',
                                escape(environment.finalize(t_6(l_3_times))),
                                ' × ',
                                escape(environment.finalize(t_7(l_3_what))),
                            ))
                            if l_3_why:
                                pass
                                t_11.extend((
                                    ': ',
                                    escape(environment.finalize(t_7(l_3_why))),
                                ))
                            t_11.append(
                                '</span>',
                            )
                        l_3_times = l_3_what = l_3_why = missing
                        t_11.append(
                            '</td>',
                        )
                    t_11.append(
                        '</tr>\n',
                    )
                    return concat(t_11)
                l_1_outcome = Macro(environment, macro, 'outcome', ('name', 'count', 'notes'), False, False, False, context.eval_ctx.autoescape)
                t_10.extend((
                    '<tbody>\n',
                    escape(environment.finalize(context.call((undefined(name='outcome') if l_1_outcome is missing else l_1_outcome), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Both read the line alike'), environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'agreed'), ()))),
                    '\n',
                    escape(environment.finalize(context.call((undefined(name='outcome') if l_1_outcome is missing else l_1_outcome), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'The readers disagree'), environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'disagreed'), ()))),
                    '\n',
                    escape(environment.finalize(context.call((undefined(name='outcome') if l_1_outcome is missing else l_1_outcome), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'They differ only by a known fault of the second reader'), environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'known_faults'), environment.getattr((undefined(name='second_notes') if l_1_second_notes is missing else l_1_second_notes), 'faults')))),
                    '\n',
                    escape(environment.finalize(context.call((undefined(name='outcome') if l_1_outcome is missing else l_1_outcome), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Not comparable'), environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'not_comparable'), environment.getattr((undefined(name='second_notes') if l_1_second_notes is missing else l_1_second_notes), 'reasons')))),
                    '\n</tbody>\n<tbody class="sum">',
                    escape(environment.finalize(context.call((undefined(name='outcome') if l_1_outcome is missing else l_1_outcome), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'All lines of evidence'), environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'lines'), ()))),
                    '</tbody>\n',
                ))
                return concat(t_10)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'What the second reader made of the same lines'), 'few', caller=caller)
        else:
            pass
            yield '<p>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'No line was given to a second reader.')))
            yield '</p>\n'
        if environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'disagreements'):
            pass
            l_0_read = t_5(context.eval_ctx, t_8(context, environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'disagreements'), 'first'))
            context.vars['read'] = l_0_read
            context.exported_vars.add('read')
            def macro():
                t_12 = []
                l_1_listed = resolve('listed')
                pass
                t_12.extend((
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Line'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Field'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'This tool') if (undefined(name='read') if l_0_read is missing else l_0_read) else cond_expr_undefined("the inline if-expression on line 46 in 'readers.html.j2' evaluated to false and no else section was defined.")), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Second reader') if (undefined(name='read') if l_0_read is missing else l_0_read) else cond_expr_undefined("the inline if-expression on line 46 in 'readers.html.j2' evaluated to false and no else section was defined.")), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Known fault of the second reader')]))),
                    '\n<tbody>\n',
                ))
                for l_2_d in environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'disagreements')[:(undefined(name='listed') if l_1_listed is missing else l_1_listed)]:
                    _loop_vars = {}
                    pass
                    t_12.extend((
                        '<tr><th scope="row">',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'line'), environment.getattr(l_2_d, 'row'), _loop_vars=_loop_vars))),
                        '</th><td>',
                        escape(environment.finalize(environment.getattr(l_2_d, 'field'))),
                        '</td>',
                    ))
                    if (undefined(name='read') if l_0_read is missing else l_0_read):
                        pass
                        t_12.extend((
                            '<td><code>',
                            escape(environment.finalize(t_1(environment.getattr(l_2_d, 'first')))),
                            '</code></td><td><code>',
                            escape(environment.finalize(t_1(environment.getattr(l_2_d, 'second')))),
                            '</code></td>',
                        ))
                    t_12.extend((
                        '<td>',
                        escape(environment.finalize((environment.getattr(l_2_d, 'known_fault') or context.call((undefined(name='_') if l_0__ is missing else l_0__), 'no', _loop_vars=_loop_vars)))),
                        '</td></tr>\n',
                    ))
                l_2_d = missing
                t_12.append(
                    '</tbody>\n',
                )
                return concat(t_12)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'annex'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Fields that the two readers read differently'), t_3(environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'disagreements')), caller=caller)
            yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'cut'), t_3(environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'disagreements')), 'findings.json')))
            yield '\n'
        elif ((environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'reader') and (not environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'disagreed'))) and (not environment.getattr((undefined(name='second') if l_0_second is missing else l_0_second), 'known_faults'))):
            pass
            yield '<p>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'The two readers disagree on no field of any line.')))
            yield '</p>\n'

    blocks = {}
    debug_info = '1=70&2=72&3=75&4=77&5=83&6=86&8=91&9=119&10=123&4=132&15=133&16=135&17=138&19=143&22=146&23=148&24=151&25=154&26=156&27=159&28=165&29=168&30=179&33=218&34=220&35=222&36=224&38=226&27=231&41=235&43=237&44=239&45=242&46=247&48=250&49=255&45=280&53=281&54=283&55=286'
    return locals()


def _16(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'records.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_recorded = resolve('recorded')
        l_0_m = resolve('m')
        l_0_level = resolve('level')
        l_0__ = resolve('_')
        l_0_pages = resolve('pages')
        try:
            t_1 = environment.filters['join']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'join' found.")
        try:
            t_2 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_3 = environment.filters['list']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'list' found.")
        try:
            t_4 = environment.filters['map']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'map' found.")
        try:
            t_5 = environment.filters['number']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'number' found.")
        try:
            t_6 = environment.filters['program']
        except KeyError:
            @internalcode
            def t_6(*unused):
                raise TemplateRuntimeError("No filter named 'program' found.")
        try:
            t_7 = environment.filters['raw']
        except KeyError:
            @internalcode
            def t_7(*unused):
                raise TemplateRuntimeError("No filter named 'raw' found.")
        try:
            t_8 = environment.filters['say']
        except KeyError:
            @internalcode
            def t_8(*unused):
                raise TemplateRuntimeError("No filter named 'say' found.")
        try:
            t_9 = environment.filters['select']
        except KeyError:
            @internalcode
            def t_9(*unused):
                raise TemplateRuntimeError("No filter named 'select' found.")
        try:
            t_10 = environment.filters['sentence']
        except KeyError:
            @internalcode
            def t_10(*unused):
                raise TemplateRuntimeError("No filter named 'sentence' found.")
        try:
            t_11 = environment.filters['string']
        except KeyError:
            @internalcode
            def t_11(*unused):
                raise TemplateRuntimeError("No filter named 'string' found.")
        try:
            t_12 = environment.tests['none']
        except KeyError:
            @internalcode
            def t_12(*unused):
                raise TemplateRuntimeError("No test named 'none' found.")
        pass
        if (undefined(name='recorded') if l_0_recorded is missing else l_0_recorded):
            pass
            yield '<section id="records">\n'
            yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'title'), 'records')))
            yield '\n<p>'
            if ((undefined(name='level') if l_0_level is missing else l_0_level) == 'investigator'):
                pass
                yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Every line that could name a file, in order of time, with the verdict, the reason and the line as it stands in the log. The same rows are in requests.csv.')))
            else:
                pass
                yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Every line that could name a file, in order of time, with the verdict and the reason. The same rows are in requests.csv.')))
            yield '</p>\n'
            for l_1_page in (undefined(name='pages') if l_0_pages is missing else l_0_pages):
                _loop_vars = {}
                pass
                def t_13(fiter):
                    for l_2_part in fiter:
                        if (environment.getattr(l_2_part, 'requests') or environment.getattr(l_2_part, 'left_out')):
                            yield l_2_part
                for l_2_part in t_13((environment.getattr(l_1_page, 'windows') + (environment.getattr(l_1_page, 'outside'),))):
                    l_2_caption = l_2_asked = l_2_sized = missing
                    _loop_vars = {}
                    pass
                    l_2_caption = (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Window %(number)s: %(label)s', number=environment.getattr(l_2_part, 'number'), label=context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'name'), environment.getattr(environment.getattr(l_2_part, 'tally'), 'label'), _loop_vars=_loop_vars), _loop_vars=_loop_vars) if environment.getattr(l_2_part, 'number') else context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Outside every window', _loop_vars=_loop_vars))
                    _loop_vars['caption'] = l_2_caption
                    if (t_2((undefined(name='pages') if l_0_pages is missing else l_0_pages)) > 1):
                        pass
                        l_2_caption = context.call((undefined(name='_') if l_0__ is missing else l_0__), '%(file)s. %(part)s', file=context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'name'), environment.getattr(environment.getattr(l_1_page, 'findings'), 'name'), _loop_vars=_loop_vars), part=(undefined(name='caption') if l_2_caption is missing else l_2_caption), _loop_vars=_loop_vars)
                        _loop_vars['caption'] = l_2_caption
                    yield '<div id="r-'
                    yield escape(environment.finalize(environment.getattr(l_1_page, 'number')))
                    yield '-'
                    yield escape(environment.finalize(environment.getattr(l_2_part, 'number')))
                    yield '">\n<h3>'
                    yield escape(environment.finalize((undefined(name='caption') if l_2_caption is missing else l_2_caption)))
                    yield '</h3>\n'
                    l_2_asked = (t_3(context.eval_ctx, t_9(context, t_4(context, environment.getattr(l_2_part, 'requests'), attribute='method'))) or t_3(context.eval_ctx, t_9(context, t_4(context, environment.getattr(l_2_part, 'requests'), attribute='status'))))
                    _loop_vars['asked'] = l_2_asked
                    l_2_sized = t_3(context.eval_ctx, t_9(context, t_4(context, environment.getattr(l_2_part, 'requests'), attribute='sent')))
                    _loop_vars['sized'] = l_2_sized
                    def macro():
                        t_14 = []
                        l_3_labelled = resolve('labelled')
                        pass
                        t_14.extend((
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Line'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Time'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Visitor') if (undefined(name='labelled') if l_3_labelled is missing else l_3_labelled) else context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP address')), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Request') if (undefined(name='asked') if l_2_asked is missing else l_2_asked) else cond_expr_undefined("the inline if-expression on line 14 in 'records.html.j2' evaluated to false and no else section was defined.")), ((context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Bytes'), 'num') if (undefined(name='sized') if l_2_sized is missing else l_2_sized) else cond_expr_undefined("the inline if-expression on line 14 in 'records.html.j2' evaluated to false and no else section was defined.")), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Verdict'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Rule'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Part of')]))),
                            '\n',
                        ))
                        for l_4_r in environment.getattr(l_2_part, 'requests'):
                            _loop_vars = {}
                            pass
                            t_14.extend((
                                '<tbody id="r',
                                escape(environment.finalize(environment.getattr(l_4_r, 'anchor'))),
                                '">\n<tr>\n<th scope="row">',
                                escape(environment.finalize(environment.getattr(l_4_r, 'row'))),
                                '</th>\n<td>',
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'when'), environment.getattr(l_4_r, 'at'), _loop_vars=_loop_vars))),
                                '</td>\n<td>',
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'who'), (environment.getattr(l_4_r, 'client') or environment.getattr(l_4_r, 'peer')), _loop_vars=_loop_vars))),
                            ))
                            if environment.getattr(l_4_r, 'party'):
                                pass
                                t_14.extend((
                                    '<span class="item">',
                                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'party'), environment.getattr(l_4_r, 'party'), _loop_vars=_loop_vars))),
                                    '</span>',
                                ))
                            t_14.append(
                                '</td>\n',
                            )
                            if (undefined(name='asked') if l_2_asked is missing else l_2_asked):
                                pass
                                t_14.extend((
                                    '<td><code>',
                                    escape(environment.finalize(environment.getattr(l_4_r, 'method'))),
                                    '</code> ',
                                ))
                                if t_12(environment.getattr(l_4_r, 'status')):
                                    pass
                                    t_14.append(
                                        '–',
                                    )
                                else:
                                    pass
                                    t_14.append(
                                        escape(environment.finalize(t_11(environment.getattr(l_4_r, 'status')))),
                                    )
                                t_14.append(
                                    '</td>',
                                )
                            if (undefined(name='sized') if l_2_sized is missing else l_2_sized):
                                pass
                                t_14.append(
                                    '<td class="num">',
                                )
                                if environment.getattr(l_4_r, 'sent'):
                                    pass
                                    t_14.extend((
                                        escape(environment.finalize(t_5(environment.getitem(environment.getattr(l_4_r, 'sent'), 0)))),
                                        '<span class="item">',
                                        escape(environment.finalize(context.call(environment.getattr(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'sent'), 'get'), environment.getitem(environment.getattr(l_4_r, 'sent'), 1), environment.getitem(environment.getattr(l_4_r, 'sent'), 1), _loop_vars=_loop_vars))),
                                        '</span>',
                                    ))
                                else:
                                    pass
                                    t_14.append(
                                        '–',
                                    )
                                t_14.append(
                                    '</td>',
                                )
                            t_14.extend((
                                '<td>',
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'mark'), environment.getattr(l_4_r, 'verdict'), _loop_vars=_loop_vars))),
                            ))
                            if environment.getattr(l_4_r, 'grade'):
                                pass
                                t_14.extend((
                                    '<span class="item">',
                                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'place'), environment.getattr(l_4_r, 'grade'), _loop_vars=_loop_vars))),
                                    '</span>',
                                ))
                            t_14.extend((
                                '</td>\n<td>',
                                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'ruled'), environment.getattr(l_4_r, 'rule'), _loop_vars=_loop_vars))),
                                '</td>\n<td>',
                                escape(environment.finalize(environment.getattr(l_4_r, 'download'))),
                                '</td>\n</tr>\n<tr class="more"><td colspan="',
                                escape(environment.finalize(((6 + (1 if (undefined(name='asked') if l_2_asked is missing else l_2_asked) else 0)) + (1 if (undefined(name='sized') if l_2_sized is missing else l_2_sized) else 0)))),
                                '"><div class="under">',
                                escape(environment.finalize((t_10(t_8(environment.getattr(l_4_r, 'because'))) if environment.getattr(l_4_r, 'because') else context.call((undefined(name='_') if l_0__ is missing else l_0__), 'No reason given', _loop_vars=_loop_vars)))),
                                '.',
                            ))
                            if environment.getattr(l_4_r, 'edge_window'):
                                pass
                                t_14.extend((
                                    ' ',
                                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'At the edge of “%(window)s”.', window=context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'name'), environment.getattr(l_4_r, 'edge_window'), _loop_vars=_loop_vars), _loop_vars=_loop_vars))),
                                ))
                            if environment.getattr(l_4_r, 'agent_class'):
                                pass
                                t_14.extend((
                                    ' ',
                                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Program: %(program)s.', program=t_6(environment.getattr(l_4_r, 'agent_class')), _loop_vars=_loop_vars))),
                                ))
                            if environment.getattr(l_4_r, 'flags'):
                                pass
                                t_14.extend((
                                    ' ',
                                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Flags: %(flags)s.', flags=t_1(context.eval_ctx, environment.getattr(l_4_r, 'flags'), ', '), _loop_vars=_loop_vars))),
                                ))
                            if (not t_12(environment.getattr(l_4_r, 'line'))):
                                pass
                                t_14.extend((
                                    '<code class="line">',
                                    escape(environment.finalize(t_7(environment.getattr(l_4_r, 'line')))),
                                    '</code>\n',
                                ))
                            t_14.append(
                                '</div></td></tr>\n</tbody>\n',
                            )
                        l_4_r = missing
                        return concat(t_14)
                    caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
                    yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'annex'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Requests', _loop_vars=_loop_vars), (t_2(environment.getattr(l_2_part, 'requests')) + environment.getattr(l_2_part, 'left_out')), 'rows requests', caller=caller, _loop_vars=_loop_vars)
                    yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'shortened'), t_2(environment.getattr(l_2_part, 'requests')), environment.getattr(l_2_part, 'left_out'), 'requests.csv', _loop_vars=_loop_vars)))
                    yield '\n</div>\n'
                l_2_part = l_2_caption = l_2_asked = l_2_sized = missing
            l_1_page = missing
            yield '</section>\n'

    blocks = {}
    debug_info = '1=88&3=91&4=93&5=100&6=103&7=111&8=113&9=118&10=122&11=124&12=126&13=128&14=133&15=136&16=141&18=143&19=145&20=147&21=159&22=179&23=202&24=213&25=215&27=217&28=240&29=244&13=253&35=254'
    return locals()


def _17(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'report.css'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        pass
        yield ':root {\n  color-scheme: light dark;\n  --paper: #ffffff; --surface: #f4f6f8; --ink: #1a1d21; --quiet: #545b63; --line: #d9dde2;\n  --accent: #0b5fa5; --strong: #a33b00; --warm: #fdf1e7;\n}\n@media (prefers-color-scheme: dark) {\n  :root {\n    --paper: #14171a; --surface: #1d2126; --ink: #e8eaed; --quiet: #a7aeb6; --line: #363c43;\n    --accent: #7db9ee; --strong: #ffa066; --warm: #2c2017;\n  }\n  figure img { filter: invert(1) hue-rotate(180deg); mix-blend-mode: screen; }\n}\n* { box-sizing: border-box; }\nhtml { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }\nbody {\n  margin: 0 auto; max-width: 62rem; padding: 0 1.5rem 4rem; background: var(--paper); color: var(--ink);\n  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;\n}\np, li, dt, dd, h1, h2, h3, h4, figcaption, caption, bdi { overflow-wrap: anywhere; }\nth, td { overflow-wrap: break-word; }\nthead th { overflow-wrap: normal; }\np, li { max-width: 44rem; }\nh1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }\nh1 { font-size: 1.25rem; font-weight: 600; margin: 0 0 .5rem; }\nh2 { font-size: 1.5rem; margin: 3.5rem 0 1rem; padding-top: .75rem; border-top: 1px solid var(--ink); }\nh3 { font-size: 1.2rem; margin: 2.25rem 0 .75rem; }\nh4 { font-size: 1rem; margin: 2rem 0 .5rem; }\n.place { font-weight: 400; color: var(--quiet); margin-right: .35em; }\na { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: .06em; }\n:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }\n.skip { position: absolute; left: -100rem; }\n.skip:focus { left: 1rem; top: .5rem; padding: .5rem .75rem; background: var(--paper); }\nbdi, code { unicode-bidi: isolate; }\ncode, pre { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; font-size: .9em; }\ncode { direction: ltr; overflow-wrap: anywhere; }\npre { margin: 0; padding: .75rem; background: var(--surface); white-space: pre-wrap; overflow-wrap: anywhere; }\n\nheader { padding-top: 2.5rem; }\n.kicker, .level, .note { color: var(--quiet); font-size: .875rem; }\n.kicker { margin: 0 0 .25rem; }\n.level { margin: 0 0 1.75rem; }\n.level strong { color: var(--ink); font-weight: 600; }\n.answer { font-size: clamp(1.35rem, 1rem + 1.6vw, 1.75rem); line-height: 1.25; font-weight: 600; max-width: none; margin: 0 0 1.25rem; text-wrap: balance; }\n#answer h2 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; padding-top: .5rem; border-top: 1px solid var(--line); }\n.glance { display: flex; flex-wrap: wrap; gap: 0 2.5rem; align-items: flex-end; }\n.glance > .box { flex: 0 1 25rem; margin: 0; }\n.glance > .key { flex: 1 1 20rem; margin: 0; }\n.key > div { grid-template-columns: 6.25rem 1fr; font-size: .875rem; line-height: 1.4; }\n.doubts { margin: .5rem 0; padding-left: 1.1rem; }\n.doubts li { margin-bottom: .3rem; max-width: 52rem; }\n.serious::marker { content: "!\\2002"; color: var(--strong); font-weight: 700; }\n.of { font-weight: 600; margin: .5rem 0; }\n.who { display: flex; flex-wrap: wrap; gap: 0 2.5rem; }\n.who > .box { flex: 1 1 15rem; margin: .25rem 0 .75rem; }\n.about { columns: 2; column-gap: 2.5rem; margin: .5rem 0; }\n.about > div { grid-template-columns: minmax(7rem, 9rem) 1fr; break-inside: avoid; font-size: .875rem; line-height: 1.4; }\nnav h2 { font-size: 1.1rem; }\nnav ol { columns: 2; max-width: 44rem; list-style: none; padding: 0; margin: 0; }\nnav li { margin-bottom: .2rem; }\nnav .place { display: inline-block; min-width: 1.6em; }\n\ndetails { margin: 1rem 0 1.5rem; }\nsummary { cursor: pointer; padding: .45rem 0; border-bottom: 1px solid var(--line); font-size: .875rem; font-weight: 600; overflow-wrap: anywhere; }\n.count { color: var(--quiet); font-weight: 400; }\n.count::before { content: "\\2002"; }\ndetails > .box, details > pre { margin: .5rem 0 0; }\n\n/* A table is one, or where there is no room for its columns a card for each row: the lists at the end say where. */\ntable {\n  --table: table; --caption: table-caption; --group: table-row-group; --heads: table-header-group; --row: table-row; --cell: table-cell; --label: none;\n  --least: 6.5rem; --air: .35rem .75rem .35rem 0; --rule: 1px solid var(--line); --sum: 1px solid var(--quiet); --card: 0; --number: right; --apart: .75rem;\n}\n.box { overflow-x: auto; margin: 1rem 0 1.5rem; }\ntable { display: var(--table); border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.4; font-variant-numeric: tabular-nums; }\ncaption { display: var(--caption); text-align: left; font-weight: 600; padding: 0 0 .35rem; }\ncaption span { display: inline-block; max-width: min(44rem, calc(100vw - 2rem)); }\n.under { max-width: min(60rem, calc(100vw - 2rem)); }\nthead { display: var(--heads); font-size: .75rem; }\n.bounds thead { font-size: inherit; }\ntbody { display: var(--group); }\nth, td { display: var(--cell); text-align: left; vertical-align: top; padding: var(--air); border-bottom: var(--rule); }\ntbody:not(:last-child) > tr:last-child, tbody:last-child > tr:not(:last-child) { border-bottom: var(--card); }\ntbody th { grid-column: 1 / -1; }\ntr { display: var(--row); padding: var(--pad, 0); gap: .4rem 1rem; grid-template-columns: repeat(auto-fill, minmax(min(6.75rem, 100%), 1fr)); align-items: end; }\ntr:first-child > :last-child, tbody tr > :last-child { padding-right: 0; }\nthead th, thead td { border-bottom: 1px solid var(--quiet); font-weight: 600; vertical-align: bottom; color: var(--quiet); }\nth { font-weight: 600; }\n:is(td, th):has(> time, > code, > bdi, > .item > code) { min-width: var(--least); }\ntd::before { display: var(--label); color: var(--quiet); font-size: .75rem; font-weight: 400; line-height: 1.3; text-align: left; white-space: normal; overflow-wrap: anywhere; }\ntd:nth-child(1)::before { content: var(--h1); }\ntd:nth-child(2)::before { content: var(--h2); }\ntd:nth-child(3)::before { content: var(--h3); }\ntd:nth-child(4)::before { content: var(--h4); }\ntd:nth-child(5)::before { content: var(--h5); }\ntd:nth-child(6)::before { content: var(--h6); }\ntd:nth-child(7)::before { content: var(--h7); }\ntd:nth-child(8)::before { content: var(--h8); }\ntd:nth-child(9)::before { content: var(--h9); }\ntd:nth-child(10)::before { content: var(--h10); }\ntd:nth-child(11)::before { content: var(--h11); }\ntd:nth-child(12)::before { content: var(--h12); }\ntd[colspan]::before { content: none; }\n.num { text-align: var(--number); white-space: nowrap; }\n.num:has(> .item) { white-space: normal; }\nthead .num { white-space: normal; }\n.num + :not(.num) { padding-left: var(--apart); }\n.mid { text-align: center; }\n.num .item { white-space: normal; }\n.item, .utc { display: block; font-weight: 400; color: var(--quiet); }\n.verdicts .item, td > .item:has(> code), time.item { color: inherit; }\ncode.item { font-size: .75em; }\n.shares { --air: .35rem .5rem .35rem 0; }\n.shares th { --least: 0; overflow-wrap: anywhere; }\n.few td { overflow-wrap: anywhere; }\n.few td:not(.num) { min-width: min(7rem, 100%); }\n.utc { font-size: .9em; }\n.said { font-size: .8rem; line-height: 1.25; white-space: normal; }\n.headline { font-weight: 700; }\n.verdict .mark { white-space: nowrap; }\n.bounds { width: auto; min-width: 100%; }\n.bounds tbody td { font-size: 1.6rem; line-height: 1.15; }\n.bounds th, .bounds td { vertical-align: baseline; }\n.bounds .headline { color: var(--accent); }\n.windows, .numbers { --air: .35rem .5rem .35rem 0; }\n.numbers { --air: .35rem .4rem .35rem 0; }\n.numbers thead { font-size: .74rem; }\n.answer ~ .answer { border-top: 1px solid var(--line); padding-top: 1.5rem; margin-top: 2rem; }\n.rows tbody th { white-space: nowrap; }\n.rows tbody tr:first-child:not(:last-child) > * { border-bottom: 0; padding-bottom: 0; }\n.rows .more td { padding-bottom: .7rem; color: var(--quiet); }\n.rows tbody:target { background: var(--warm); }\n.sum th, .sum td { border-bottom: var(--sum); }\n.ours { background: var(--surface); }\n.ref { white-space: nowrap; }\na.n { color: inherit; text-decoration-style: dotted; }\n.citations tr:target, .n:target { background: var(--warm); }\ntd:has(> code, > time, > .item > code), .more td, .refs { grid-column: auto / span 2; }\n.more td, .windows td:has(> time) { grid-column: 1 / -1; }\n.refs { min-width: 8rem; max-width: 16rem; }\n.line { display: block; margin-top: .25rem; padding: .35rem .5rem; background: var(--surface); color: var(--ink); white-space: pre-wrap; }\ndl { margin: 1rem 0; }\ndl > div { display: grid; grid-template-columns: minmax(9rem, 13rem) 1fr; gap: 0 1rem; padding: .3rem 0; border-bottom: 1px solid var(--line); }\ndt { font-weight: 600; }\ndd { margin: 0; max-width: 44rem; }\n.told .item { color: inherit; }\n.more dl { margin: .25rem 0 0; }\n.more dl > div { border: 0; padding: .1rem 0; }\n.more dt { font-weight: 400; }\n.more dd { color: var(--ink); }\n.steps > li { margin-bottom: 1rem; max-width: none; }\nfigure { margin: 1.25rem 0 1.75rem; }\nfigure img { display: block; width: 100%; height: auto; }\nfigure img.narrow { display: none; }\n@media screen and (max-width: 40rem) {\n  figure img.wide { display: none; }\n  figure img.narrow { display: block; }\n}\nfigcaption { color: var(--quiet); font-size: .875rem; margin-top: .35rem; }\n\n@media screen and (max-width: 60rem) {\n  .box table:not(.bounds, .shares, .few) { --table: block; --caption: block; --group: block; --heads: none; --row: grid; --cell: block; --label: block; --least: 0; --air: 0; --rule: 0; --sum: 0; --card: 1px solid var(--line); --pad: .6rem 0; --number: left; --apart: 0; }\n}\n@media screen and (max-width: 40rem) {\n  .box table.few { --table: block; --caption: block; --group: block; --heads: none; --row: grid; --cell: block; --label: block; --least: 0; --air: 0; --rule: 0; --sum: 0; --card: 1px solid var(--line); --pad: .6rem 0; --number: left; --apart: 0; }\n  body { padding: 0 1rem 3rem; }\n  header { padding-top: 1.5rem; }\n  nav ol, .about { columns: 1; }\n  .bounds, .shares { font-size: .8rem; }\n  .bounds { --air: .35rem .4rem .35rem 0; }\n  .bounds tbody td { font-size: 1.35rem; }\n  .few td:not(.num) { grid-column: 1 / -1; min-width: 0; }\n  dl > div, .about > div { grid-template-columns: minmax(0, 1fr); }\n}\n\n@page { size: A4; margin: 13mm 15mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }\n@media print {\n  :root {\n    color-scheme: light;\n    --paper: #fff; --surface: #f4f6f8; --ink: #000; --quiet: #444; --line: #bbb; --accent: #0b4c85; --strong: #8a3200; --warm: #fdf1e7;\n  }\n  html { font-size: 9pt; }\n  body { max-width: none; padding: 0; line-height: 1.4; }\n  header { padding-top: 0; }\n  .skip { display: none; }\n  .level { margin-bottom: .75rem; }\n  .answer { font-size: 1.25rem; margin-bottom: .35rem; }\n  nav:not(.after) { break-before: page; }\n  .last { break-inside: avoid; }\n  nav h2 { margin-top: 0; border-top: 0; padding-top: 0; }\n  h2 { margin-top: 2.25rem; }\n  h2, h3, h4 { break-after: avoid; }\n  .box { overflow: visible; }\n  details::details-content { content-visibility: visible; display: block; block-size: auto; }\n  summary { list-style: none; break-after: avoid; }\n  caption span, .under { max-width: none; }\n  th, td { overflow-wrap: anywhere; }\n  figure img { filter: none; mix-blend-mode: normal; }\n  table { font-size: 7.4pt; }\n  table { --air: .25rem .45rem .25rem 0; --least: 5.5rem; }\n  thead { display: table-header-group; }\n  caption, thead { break-after: avoid; }\n  figure, dl > div, tr, .rows tbody, :is(.bounds, .windows, .numbers, .shares, .verdicts) { break-inside: avoid; }\n  .refs { min-width: 9rem; }\n  .rows tbody:first-of-type { break-before: avoid; }\n  a { color: inherit; text-decoration: none; }\n  .bounds .n::after { content: attr(title); display: block; font-size: .5rem; font-weight: 400; color: var(--quiet); }\n  p, li { max-width: none; orphans: 3; widows: 3; }\n  #answer h2 { margin: .6rem 0 .25rem; padding-top: .3rem; font-size: 1.05rem; }\n  #answer .windows { --air: .1rem .3rem .1rem 0; }\n  #answer .windows td:has(> time) { min-width: 12rem; }\n  #answer thead { font-size: 7pt; line-height: 1.2; }\n  #answer .box, #answer dl { margin-top: .25rem; margin-bottom: .25rem; }\n  #answer figure { margin: .5rem 0 .25rem; }\n  #answer figure img { width: 56%; }\n  #answer figcaption { display: none; }\n  #answer p:not(.answer) { margin: .3rem 0; }\n  #answer th, #answer td { overflow-wrap: break-word; padding-top: .1rem; padding-bottom: .1rem; }\n  #answer table, #answer .doubts, #answer .about > div, #answer .key > div { font-size: 7.6pt; line-height: 1.3; }\n  #answer dl > div { padding: .15rem 0; }\n  #answer .doubts { margin: .25rem 0; }\n  #answer .doubts li { margin-bottom: .1rem; }\n  .glance { align-items: start; }\n  .glance > .box { flex: 0 0 19rem; }\n  .glance > .key { flex: 1 1 0; }\n  .who > .box { flex: 1 1 0; }\n}'

    blocks = {}
    debug_info = ''
    return locals()


def _18(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'report.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_findings = resolve('findings')
        l_0_language = resolve('language')
        l_0__ = resolve('_')
        l_0_case = resolve('case')
        l_0_level = l_0_labelled = l_0_m = l_0_c = missing
        try:
            t_1 = environment.filters['list']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'list' found.")
        try:
            t_2 = environment.filters['selectattr']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'selectattr' found.")
        pass
        l_0_level = environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'level')
        context.vars['level'] = l_0_level
        context.exported_vars.add('level')
        l_0_labelled = (((undefined(name='level') if l_0_level is missing else l_0_level) != 'investigator') and (not t_1(context.eval_ctx, t_2(context, environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'limitations'), 'code', 'equalto', 'full-addresses'))))
        context.vars['labelled'] = l_0_labelled
        context.exported_vars.add('labelled')
        l_0_m = context.vars['m'] = environment.get_template('macros.html.j2', 'report.html.j2').make_module(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m})
        context.exported_vars.discard('m')
        l_0_c = context.vars['c'] = environment.get_template('cited.html.j2', 'report.html.j2').make_module(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m})
        context.exported_vars.discard('c')
        yield '<!doctype html>\n<html lang="'
        yield escape(environment.finalize(environment.getattr((undefined(name='language') if l_0_language is missing else l_0_language), 'code')))
        yield '">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex, nofollow">\n<title>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), '%(title)s: access log report', title=(environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'title') or environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'id')))))
        yield '</title>\n<style>\n'
        template = environment.get_template('report.css', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        yield '</style>\n</head>\n<body>\n<a class="skip" href="#main">'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'To the answer')))
        yield '</a>\n<header>\n<p class="kicker">'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Access log report, case %(case)s', case=environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'id'))))
        yield '</p>\n<h1>'
        yield escape(environment.finalize((environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'title') or environment.getattr((undefined(name='case') if l_0_case is missing else l_0_case), 'id'))))
        yield '</h1>\n<p class="level">'
        template = environment.get_template('level.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        yield '</p>\n</header>\n<main id="main">\n'
        template = environment.get_template('answer.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        template = environment.get_template('contents.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        template = environment.get_template('authority.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        template = environment.get_template('conclusion.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        template = environment.get_template('sources.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        template = environment.get_template('coverage.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        template = environment.get_template('findings.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        template = environment.get_template('interpretation.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        template = environment.get_template('limits.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        template = environment.get_template('method.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        template = environment.get_template('verify.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        template = environment.get_template('records.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        template = environment.get_template('words.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        template = environment.get_template('citations.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'c': l_0_c, 'labelled': l_0_labelled, 'level': l_0_level, 'm': l_0_m}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
        yield '</main>\n</body>\n</html>'

    blocks = {}
    debug_info = '1=28&2=31&3=34&4=36&6=39&14=41&16=43&20=50&22=52&23=54&24=56&27=63&28=69&29=75&30=81&31=87&32=93&33=99&34=105&35=111&36=117&37=123&38=129&39=135&40=141'
    return locals()


def _19(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'sources.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_m = resolve('m')
        l_0_findings = resolve('findings')
        l_0_ngettext = resolve('ngettext')
        l_0_level = resolve('level')
        l_0__ = resolve('_')
        l_0_paths = missing
        try:
            t_1 = environment.filters['bytes']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'bytes' found.")
        try:
            t_2 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_3 = environment.filters['list']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'list' found.")
        try:
            t_4 = environment.filters['map']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'map' found.")
        try:
            t_5 = environment.filters['number']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'number' found.")
        try:
            t_6 = environment.filters['say']
        except KeyError:
            @internalcode
            def t_6(*unused):
                raise TemplateRuntimeError("No filter named 'say' found.")
        try:
            t_7 = environment.filters['select']
        except KeyError:
            @internalcode
            def t_7(*unused):
                raise TemplateRuntimeError("No filter named 'select' found.")
        try:
            t_8 = environment.filters['sentence']
        except KeyError:
            @internalcode
            def t_8(*unused):
                raise TemplateRuntimeError("No filter named 'sentence' found.")
        try:
            t_9 = environment.tests['none']
        except KeyError:
            @internalcode
            def t_9(*unused):
                raise TemplateRuntimeError("No test named 'none' found.")
        pass
        yield '<section id="sources">\n'
        yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'title'), 'sources')))
        yield '\n'
        l_0_paths = t_3(context.eval_ctx, t_7(context, t_4(context, environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'sources'), attribute='path')))
        context.vars['paths'] = l_0_paths
        context.exported_vars.add('paths')
        yield '<p>'
        yield escape(environment.finalize(context.call((undefined(name='ngettext') if l_0_ngettext is missing else l_0_ngettext), '%(count)s log file, opened for reading only and hashed while it was read.', '%(count)s log files, opened for reading only, each hashed while it was read.', t_2(environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'sources')), count=t_2(environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'sources')))))
        yield '</p>\n'
        if ((undefined(name='level') if l_0_level is missing else l_0_level) != 'public'):
            pass
            yield '<p>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'A line is named by its source and number: s1:12 is line 12 of source s1, counted in the decompressed text.')))
            yield '</p>\n'
        if environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'sources'):
            pass
            def macro():
                t_10 = []
                l_1_listed = resolve('listed')
                pass
                t_10.extend((
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Id'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'File') if (undefined(name='paths') if l_0_paths is missing else l_0_paths) else cond_expr_undefined("the inline if-expression on line 10 in 'sources.html.j2' evaluated to false and no else section was defined.")), ((context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Bytes') if ((undefined(name='level') if l_0_level is missing else l_0_level) == 'investigator') else context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Bytes, up to a thousand more')), 'num'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Lines'), 'num'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Parsed'), 'num'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Rejected'), 'num'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'First record'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Last record')]))),
                    '\n',
                ))
                l_2_loop = missing
                for l_2_s, l_2_loop in LoopContext(environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'sources')[:(undefined(name='listed') if l_1_listed is missing else l_1_listed)], undefined):
                    l_2_case = resolve('case')
                    l_2_plural = resolve('plural')
                    _loop_vars = {}
                    pass
                    t_10.extend((
                        '<tbody>\n<tr>\n<th scope="row">',
                        escape(environment.finalize(environment.getattr(l_2_s, 'id'))),
                        '</th>\n',
                    ))
                    if (undefined(name='paths') if l_0_paths is missing else l_0_paths):
                        pass
                        t_10.extend((
                            '<td><code>',
                            escape(environment.finalize(environment.getattr(l_2_s, 'path'))),
                            '</code>',
                        ))
                        if (environment.getattr(l_2_s, 'kind') != 'log'):
                            pass
                            t_10.extend((
                                ' <span class="item">',
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), '%(kind)s archive', kind=environment.getattr(l_2_s, 'kind'), _loop_vars=_loop_vars))),
                                '</span>',
                            ))
                        if (environment.getattr(l_2_s, 'compression') != 'none'):
                            pass
                            t_10.extend((
                                ' <span class="item">',
                                escape(environment.finalize(environment.getattr(l_2_s, 'compression'))),
                                '</span>',
                            ))
                        t_10.append(
                            '</td>\n',
                        )
                    t_10.extend((
                        '<td class="num">',
                        escape(environment.finalize(t_5(environment.getattr(l_2_s, 'bytes')))),
                        '</td>\n<td class="num">',
                        escape(environment.finalize(t_5(environment.getattr(l_2_s, 'lines')))),
                        '</td>\n<td class="num">',
                        escape(environment.finalize(t_5(environment.getattr(l_2_s, 'parsed')))),
                        '</td>\n<td class="num">',
                        escape(environment.finalize(t_5(environment.getattr(l_2_s, 'unparsed')))),
                    ))
                    if environment.getattr(l_2_s, 'unparsed_candidates'):
                        pass
                        t_10.append(
                            '<span class="item"><strong>',
                        )
                        t_10.append(
                            escape(environment.finalize(context.call((undefined(name='ngettext') if l_0_ngettext is missing else l_0_ngettext), '%(count)s could name a file', '%(count)s could name a file', environment.getattr(l_2_s, 'unparsed_candidates'), count=environment.getattr(l_2_s, 'unparsed_candidates'), _loop_vars=_loop_vars))),
                        )
                        t_10.append(
                            '</strong></span>',
                        )
                    t_10.extend((
                        '</td>\n<td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'when'), environment.getattr(l_2_s, 'first'), _loop_vars=_loop_vars))),
                        '</td>\n<td>',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'when'), environment.getattr(l_2_s, 'last'), _loop_vars=_loop_vars))),
                        '</td>\n</tr>\n<tr class="more"><td colspan="',
                        escape(environment.finalize((8 if (undefined(name='paths') if l_0_paths is missing else l_0_paths) else 7))),
                        '">\n<dl class="under">\n',
                    ))
                    if environment.getattr(l_2_s, 'sha256'):
                        pass
                        t_10.extend((
                            '<div><dt>',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'SHA-256 of the file', _loop_vars=_loop_vars))),
                            '</dt><dd><code class="hash">',
                            escape(environment.finalize(environment.getattr(l_2_s, 'sha256'))),
                            '</code></dd></div>\n',
                        ))
                    if environment.getattr(l_2_s, 'sha256_keyed'):
                        pass
                        t_10.extend((
                            '<div><dt>',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Keyed hash of the file', _loop_vars=_loop_vars))),
                            '</dt><dd><code class="hash">',
                            escape(environment.finalize(environment.getattr(l_2_s, 'sha256_keyed'))),
                            '</code></dd></div>\n',
                        ))
                    if ((environment.getattr(l_2_s, 'compression') != 'none') and environment.getattr(l_2_s, 'stream_sha256')):
                        pass
                        t_10.extend((
                            '<div><dt>',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'SHA-256 of the text in it', _loop_vars=_loop_vars))),
                            '</dt><dd><code class="hash">',
                            escape(environment.finalize(environment.getattr(l_2_s, 'stream_sha256'))),
                            '</code> (',
                            escape(environment.finalize(t_1(environment.getattr(l_2_s, 'stream_bytes')))),
                            ')</dd></div>\n',
                        ))
                    if (environment.getattr(l_2_s, 'kind') != 'log'):
                        pass
                        if environment.getattr(l_2_s, 'unread'):
                            pass
                            t_10.extend((
                                '<div><dt>',
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Members not read', _loop_vars=_loop_vars))),
                                '</dt><dd>',
                            ))
                            for l_3_member in environment.getattr(l_2_s, 'unread'):
                                _loop_vars = {}
                                pass
                                t_10.extend((
                                    '<span class="item"><code>',
                                    escape(environment.finalize(environment.getattr(l_3_member, 'name'))),
                                    '</code>: ',
                                    escape(environment.finalize(t_6(environment.getattr(l_3_member, 'reason')))),
                                ))
                                if environment.getattr(l_3_member, 'lost'):
                                    pass
                                    t_10.extend((
                                        ' <strong>',
                                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'It may hold lines.', _loop_vars=_loop_vars))),
                                        '</strong>',
                                    ))
                                t_10.append(
                                    '</span>',
                                )
                            l_3_member = missing
                            if environment.getattr(l_2_s, 'more_unread'):
                                pass
                                t_10.append(
                                    '<span class="item">',
                                )
                                t_10.append(
                                    escape(environment.finalize(context.call((undefined(name='ngettext') if l_0_ngettext is missing else l_0_ngettext), 'and %(count)s other, of which %(lost)s may hold lines', 'and %(count)s others, of which %(lost)s may hold lines', environment.getattr(l_2_s, 'more_unread'), count=environment.getattr(l_2_s, 'more_unread'), lost=(environment.getattr(l_2_s, 'more_lost') or 0), _loop_vars=_loop_vars))),
                                )
                                t_10.append(
                                    '</span>',
                                )
                            t_10.append(
                                '</dd></div>\n',
                            )
                    else:
                        pass
                        if (environment.getattr(l_2_s, 'format') or ((undefined(name='level') if l_0_level is missing else l_0_level) == 'investigator')):
                            pass
                            t_10.extend((
                                '<div><dt>',
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Format', _loop_vars=_loop_vars))),
                                '</dt><dd>',
                                escape(environment.finalize((environment.getattr(l_2_s, 'format') or context.call((undefined(name='_') if l_0__ is missing else l_0__), 'none recognised', _loop_vars=_loop_vars)))),
                            ))
                            if environment.getattr(l_2_s, 'format_because'):
                                pass
                                t_10.extend((
                                    ': ',
                                    escape(environment.finalize(t_6(environment.getattr(l_2_s, 'format_because')))),
                                ))
                            for l_3_seen in environment.getattr(l_2_s, 'formats_seen'):
                                _loop_vars = {}
                                pass
                                t_10.extend((
                                    '; ',
                                    escape(environment.finalize(context.call((undefined(name='plural') if l_2_plural is missing else l_2_plural), '{count} line read as {format}', '{count} lines read as {format}', environment.getattr(l_3_seen, 'lines'), format=environment.getattr(l_3_seen, 'format'), _loop_vars=_loop_vars))),
                                ))
                            l_3_seen = missing
                            t_10.append(
                                '</dd></div>\n',
                            )
                        if (environment.getattr(l_2_s, 'size_field') or ((undefined(name='level') if l_0_level is missing else l_0_level) == 'investigator')):
                            pass
                            t_10.extend((
                                '<div><dt>',
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Size field', _loop_vars=_loop_vars))),
                                '</dt><dd>',
                            ))
                            if environment.getattr(l_2_s, 'size_field'):
                                pass
                                t_10.extend((
                                    escape(environment.finalize(context.call(environment.getattr(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'size_fields'), 'get'), environment.getattr(l_2_s, 'size_field'), environment.getattr(l_2_s, 'size_field'), _loop_vars=_loop_vars))),
                                    ' (',
                                    escape(environment.finalize(context.call(environment.getattr(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'size_field_sources'), 'get'), environment.getattr(l_2_s, 'size_field_source'), environment.getattr(l_2_s, 'size_field_source'), _loop_vars=_loop_vars))),
                                    ')',
                                ))
                            else:
                                pass
                                t_10.append(
                                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'none or not known', _loop_vars=_loop_vars))),
                                )
                            if environment.getattr(l_2_s, 'size_field_because'):
                                pass
                                t_10.extend((
                                    ': ',
                                    escape(environment.finalize(t_6(environment.getattr(l_2_s, 'size_field_because')))),
                                ))
                            t_10.append(
                                '</dd></div>\n',
                            )
                        t_10.extend((
                            '<div><dt>',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Time zone', _loop_vars=_loop_vars))),
                            '</dt><dd>',
                            escape(environment.finalize(context.call(environment.getattr(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'zones'), 'get'), environment.getattr(l_2_s, 'zone_source'), environment.getattr(l_2_s, 'zone_source'), _loop_vars=_loop_vars))),
                        ))
                        if ((environment.getattr(l_2_s, 'zone_source') == 'case') and (environment.getattr(l_2_s, 'log') < t_2(environment.getattr((undefined(name='case') if l_2_case is missing else l_2_case), 'logs')))):
                            pass
                            t_10.extend((
                                ' (',
                                escape(environment.finalize(environment.getattr(environment.getitem(environment.getattr((undefined(name='case') if l_2_case is missing else l_2_case), 'logs'), environment.getattr(l_2_s, 'log')), 'zone'))),
                                ')',
                            ))
                        t_10.append(
                            '</dd></div>\n',
                        )
                    if environment.getattr(l_2_s, 'repaired'):
                        pass
                        t_10.extend((
                            '<div><dt>',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Bytes that are not UTF-8', _loop_vars=_loop_vars))),
                            '</dt><dd>',
                        ))
                        t_10.append(
                            escape(environment.finalize(context.call((undefined(name='ngettext') if l_0_ngettext is missing else l_0_ngettext), 'in %(count)s line; replaced for parsing only', 'in %(count)s lines; replaced for parsing only', environment.getattr(l_2_s, 'repaired'), count=environment.getattr(l_2_s, 'repaired'), _loop_vars=_loop_vars))),
                        )
                        t_10.append(
                            '</dd></div>\n',
                        )
                    if environment.getattr(l_2_s, 'wrappers'):
                        pass
                        t_10.extend((
                            '<div><dt>',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Around each line', _loop_vars=_loop_vars))),
                            '</dt><dd>',
                        ))
                        l_3_loop = missing
                        for l_3_wrapper, l_3_loop in LoopContext(environment.getattr(l_2_s, 'wrappers'), undefined):
                            _loop_vars = {}
                            pass
                            t_10.extend((
                                escape(environment.finalize(t_6(l_3_wrapper))),
                                escape(environment.finalize((', ' if (not environment.getattr(l_3_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 53 in 'sources.html.j2' evaluated to false and no else section was defined.")))),
                            ))
                        l_3_loop = l_3_wrapper = missing
                        t_10.append(
                            '</dd></div>\n',
                        )
                    if environment.getattr(l_2_s, 'headings'):
                        pass
                        t_10.extend((
                            '<div><dt>',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Headings', _loop_vars=_loop_vars))),
                            '</dt><dd>',
                            escape(environment.finalize(context.call((undefined(name='plural') if l_2_plural is missing else l_2_plural), '{count} line', '{count} lines', environment.getattr(l_2_s, 'headings'), _loop_vars=_loop_vars))),
                            '</dd></div>\n',
                        ))
                    if environment.getattr(l_2_s, 'blank'):
                        pass
                        t_10.extend((
                            '<div><dt>',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Blank lines', _loop_vars=_loop_vars))),
                            '</dt><dd>',
                            escape(environment.finalize(t_5(environment.getattr(l_2_s, 'blank')))),
                            '</dd></div>\n',
                        ))
                    if environment.getattr(l_2_s, 'overlong'):
                        pass
                        t_10.extend((
                            '<div><dt>',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Lines over 1 MiB', _loop_vars=_loop_vars))),
                            '</dt><dd>',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), '%(count)s, skipped', count=environment.getattr(l_2_s, 'overlong'), _loop_vars=_loop_vars))),
                            '</dd></div>\n',
                        ))
                    if environment.getattr(l_2_s, 'damage'):
                        pass
                        t_10.extend((
                            '<div><dt>',
                            escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Damage', _loop_vars=_loop_vars))),
                            '</dt><dd><strong>',
                            escape(environment.finalize(environment.getattr(environment.getattr(l_2_s, 'damage'), 'kind'))),
                            '</strong>: ',
                        ))
                        if (not t_9(environment.getattr(environment.getattr(l_2_s, 'damage'), 'offset'))):
                            pass
                            t_10.append(
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'at byte %(offset)s of the file, after line %(line)s', offset=environment.getattr(environment.getattr(l_2_s, 'damage'), 'offset'), line=environment.getattr(environment.getattr(l_2_s, 'damage'), 'last_line'), _loop_vars=_loop_vars))),
                            )
                        else:
                            pass
                            t_10.append(
                                escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'after line %(line)s', line=environment.getattr(environment.getattr(l_2_s, 'damage'), 'last_line'), _loop_vars=_loop_vars))),
                            )
                        t_10.extend((
                            '. ',
                            escape(environment.finalize(t_8(t_6(environment.getattr(environment.getattr(l_2_s, 'damage'), 'text'))))),
                            ' <span class="item">',
                            escape(environment.finalize((context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Lines may be missing.', _loop_vars=_loop_vars) if environment.getattr(environment.getattr(l_2_s, 'damage'), 'lost') else context.call((undefined(name='_') if l_0__ is missing else l_0__), 'No line is missing.', _loop_vars=_loop_vars)))),
                            '</span></dd></div>\n',
                        ))
                    t_10.append(
                        '</dl>\n</td></tr>\n</tbody>\n',
                    )
                l_2_loop = l_2_s = l_2_case = l_2_plural = missing
                return concat(t_10)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'annex'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Log files'), t_2(environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'sources')), 'rows sources', caller=caller)
            yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'cut'), t_2(environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'sources')), 'findings.json')))
            yield '\n'
        yield '</section>'

    blocks = {}
    debug_info = '2=72&3=74&4=78&5=80&6=83&8=85&9=87&10=92&11=96&14=103&15=106&16=110&18=132&19=134&20=136&21=138&22=153&23=155&25=157&27=160&28=164&30=169&31=173&33=178&34=182&36=189&37=191&38=195&41=234&42=238&44=259&45=263&47=290&49=304&50=308&52=317&53=321&55=336&56=340&58=345&59=349&61=354&62=358&64=363&65=367&9=395&72=396'
    return locals()


def _20(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'verify.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_m = resolve('m')
        l_0_gettext = resolve('gettext')
        l_0_findings = resolve('findings')
        l_0__ = resolve('_')
        l_0_plural = resolve('plural')
        l_0_listed = resolve('listed')
        l_0_level = resolve('level')
        l_0_hashed = missing
        try:
            t_1 = environment.filters['code']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'code' found.")
        try:
            t_2 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_3 = environment.filters['list']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'list' found.")
        try:
            t_4 = environment.filters['selectattr']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'selectattr' found.")
        pass
        yield '<section id="custody">\n'
        yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'title'), 'custody')))
        yield '\n<p>'
        yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), 'Who handled the evidence, what was done and when stands in %(file)s, beside this report in the bundle: one act a line, each line with the SHA-256 of the line before it. It is kept apart because this report holds no time of its own making, so that the same inputs give the same report.', file=Markup('<code>custody.jsonl</code>'))))
        yield '</p>\n</section>\n\n<section id="verify">\n'
        yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'title'), 'verify')))
        yield '\n'
        l_0_hashed = t_3(context.eval_ctx, t_4(context, environment.getattr((undefined(name='findings') if l_0_findings is missing else l_0_findings), 'sources'), 'sha256'))
        context.vars['hashed'] = l_0_hashed
        context.exported_vars.add('hashed')
        yield '<ol class="steps">\n'
        if (undefined(name='hashed') if l_0_hashed is missing else l_0_hashed):
            pass
            yield '<li>\n<p>'
            yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), 'Hash the logs and compare with this list (%(linux)s on Linux, %(mac)s on macOS, %(windows)s on Windows).', linux=Markup('<code>sha256sum --check</code>'), mac=Markup('<code>shasum -a 256 --check</code>'), windows=Markup('<code>Get-FileHash</code>'))))
            yield '</p>\n<details>\n<summary>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Checksums of the log files')))
            yield ' <span class="count">'
            yield escape(environment.finalize(context.call((undefined(name='plural') if l_0_plural is missing else l_0_plural), '{count} row', '{count} rows', t_2((undefined(name='hashed') if l_0_hashed is missing else l_0_hashed)))))
            yield '</span></summary>\n<pre>'
            for l_1_s in (undefined(name='hashed') if l_0_hashed is missing else l_0_hashed)[:(undefined(name='listed') if l_0_listed is missing else l_0_listed)]:
                _loop_vars = {}
                pass
                yield escape(environment.finalize(environment.getattr(l_1_s, 'sha256')))
                yield '  '
                yield escape(environment.finalize((environment.getattr(l_1_s, 'path') or environment.getattr(l_1_s, 'id'))))
                yield '\n'
            l_1_s = missing
            yield '</pre>\n</details>\n'
            yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'cut'), t_2((undefined(name='hashed') if l_0_hashed is missing else l_0_hashed)), 'findings.json')))
            yield '\n</li>\n'
        if ((undefined(name='level') if l_0_level is missing else l_0_level) != 'investigator'):
            pass
            yield '<li><p>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'The SHA-256 of the logs is not shown here, because an address in a small log can be found from it by trying. Ask the investigator for it: it stands in the report for investigators, and who has the key of the case can show that a keyed hash is made of it.')))
            yield '</p></li>\n'
        if ((undefined(name='level') if l_0_level is missing else l_0_level) == 'investigator'):
            pass
            yield '<li><p>'
            yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), 'Look at any line yourself: for s1:12, %(command)s on source s1, after %(packed)s (or its like) if it is compressed. It must be the line shown in annex A.', command=Markup('<code>sed -n 12p</code>'), packed=Markup('<code>gzip -dc</code>'))))
            yield '</p></li>\n'
        elif ((undefined(name='level') if l_0_level is missing else l_0_level) == 'regulator'):
            pass
            yield '<li><p>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Ask the investigator for any line by its number: the log it comes from must have the SHA-256 that the investigator gives, and the line must fit what annex A says of it.')))
            yield '</p></li>\n'
        if ((undefined(name='level') if l_0_level is missing else l_0_level) != 'public'):
            pass
            yield '<li><p>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Apply a rule of annex B to that line by hand. It must give the verdict shown here.')))
            yield '</p></li>\n<li>\n<p>'
            yield escape(environment.finalize(context.call((undefined(name='gettext') if l_0_gettext is missing else l_0_gettext), 'Count again from %(file)s, beside this report, for each file:', file=Markup('<code>downloads.csv</code>'))))
            yield '</p>\n'
            def macro():
                t_5 = []
                l_1_client = l_1_client_64 = l_1_window = l_1_edge_window = missing
                pass
                t_5.extend((
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Number'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Rows of downloads.csv'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP addresses')]))),
                    '\n',
                ))
                (l_1_client, l_1_client_64, l_1_window, l_1_edge_window) = (context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'code'), 'client'), context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'code'), 'client_64'), context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'code'), 'window'), context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'code'), 'edge_window'))
                t_5.extend((
                    '<tbody>\n<tr><th scope="row">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Established'))),
                    '</th><td>',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), '%(number)s is true, %(window)s is filled', number=context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'code'), 'in_headline'), window=(undefined(name='window') if l_1_window is missing else l_1_window)))),
                    '</td><td>',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'distinct %(column)s', column=(undefined(name='client') if l_1_client is missing else l_1_client)))),
                    '</td></tr>\n<tr><th scope="row">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'At least'))),
                    '</th><td>',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), '%(number)s is true, %(window)s is filled', number=context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'code'), 'in_at_least'), window=(undefined(name='window') if l_1_window is missing else l_1_window)))),
                    '</td><td>',
                ))
                if ((undefined(name='level') if l_0_level is missing else l_0_level) == 'investigator'):
                    pass
                    t_5.append(
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'distinct %(column)s', column=(undefined(name='client_64') if l_1_client_64 is missing else l_1_client_64)))),
                    )
                else:
                    pass
                    t_5.append(
                        escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'not from this version: IPv6 addresses count by their /64'))),
                    )
                t_5.extend((
                    '</td></tr>\n<tr><th scope="row">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'At most'))),
                    '</th><td>',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'sum of %(number)s where %(window)s or %(edge_window)s is filled', number=context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'code'), 'at_most'), window=(undefined(name='window') if l_1_window is missing else l_1_window), edge_window=(undefined(name='edge_window') if l_1_edge_window is missing else l_1_edge_window)))),
                    '</td><td>',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'distinct %(column)s; each row without one is another', column=(undefined(name='client') if l_1_client is missing else l_1_client)))),
                    '</td></tr>\n<tr><th scope="row">',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Partial'))),
                    '</th><td>',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), '%(kind)s is partial, %(window)s is filled', kind=context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'code'), 'kind'), window=(undefined(name='window') if l_1_window is missing else l_1_window)))),
                    '</td><td>',
                    escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'distinct %(column)s', column=(undefined(name='client') if l_1_client is missing else l_1_client)))),
                    '</td></tr>\n</tbody>\n',
                ))
                return concat(t_5)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Numbers as filters'), 'few', caller=caller)
            yield '</li>\n'
        yield '<li><p>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Run the tool again (section 8). Every file of the report folder must come out with the same bytes.')))
        yield '</p></li>\n</ol>\n</section>'

    blocks = {}
    debug_info = '2=44&3=46&7=48&8=50&10=54&12=57&14=59&15=63&18=72&21=74&22=77&24=79&25=82&26=84&27=87&29=89&30=92&32=94&33=96&34=101&35=104&37=107&38=113&39=130&40=136&33=145&45=148'
    return locals()


def _21(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'visitors.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_file = resolve('file')
        l_0_page = resolve('page')
        l_0_shown = resolve('shown')
        l_0_labelled = resolve('labelled')
        l_0__ = resolve('_')
        l_0_m = resolve('m')
        try:
            t_1 = environment.filters['country']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'country' found.")
        try:
            t_2 = environment.filters['format']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'format' found.")
        try:
            t_3 = environment.filters['iso']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'iso' found.")
        try:
            t_4 = environment.filters['join']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'join' found.")
        try:
            t_5 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_6 = environment.filters['local']
        except KeyError:
            @internalcode
            def t_6(*unused):
                raise TemplateRuntimeError("No filter named 'local' found.")
        try:
            t_7 = environment.filters['number']
        except KeyError:
            @internalcode
            def t_7(*unused):
                raise TemplateRuntimeError("No filter named 'number' found.")
        try:
            t_8 = environment.filters['program']
        except KeyError:
            @internalcode
            def t_8(*unused):
                raise TemplateRuntimeError("No filter named 'program' found.")
        try:
            t_9 = environment.filters['say']
        except KeyError:
            @internalcode
            def t_9(*unused):
                raise TemplateRuntimeError("No filter named 'say' found.")
        try:
            t_10 = environment.filters['string']
        except KeyError:
            @internalcode
            def t_10(*unused):
                raise TemplateRuntimeError("No filter named 'string' found.")
        try:
            t_11 = environment.tests['none']
        except KeyError:
            @internalcode
            def t_11(*unused):
                raise TemplateRuntimeError("No test named 'none' found.")
        pass
        if environment.getattr((undefined(name='file') if l_0_file is missing else l_0_file), 'addresses'):
            pass
            l_0_shown = environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'shown')
            context.vars['shown'] = l_0_shown
            context.exported_vars.add('shown')
            yield '<h4>'
            yield escape(environment.finalize((context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Visitors') if (undefined(name='labelled') if l_0_labelled is missing else l_0_labelled) else context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP addresses'))))
            yield '</h4>\n'
            yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'figure'), t_2('addresses-%d', environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'number')), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Deliveries inside the windows, most downloads first.'))))
            yield '\n'
            def macro():
                t_12 = []
                l_1_listed = resolve('listed')
                pass
                t_12.extend((
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Visitor') if (undefined(name='labelled') if l_0_labelled is missing else l_0_labelled) else context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP address')), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Downloads'), 'num'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Partial'), 'num'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'First and last'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Party') if environment.getattr((undefined(name='shown') if l_0_shown is missing else l_0_shown), 'party') else cond_expr_undefined("the inline if-expression on line 7 in 'visitors.html.j2' evaluated to false and no else section was defined.")), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Country') if environment.getattr((undefined(name='shown') if l_0_shown is missing else l_0_shown), 'country') else cond_expr_undefined("the inline if-expression on line 7 in 'visitors.html.j2' evaluated to false and no else section was defined.")), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Network') if environment.getattr((undefined(name='shown') if l_0_shown is missing else l_0_shown), 'network') else cond_expr_undefined("the inline if-expression on line 7 in 'visitors.html.j2' evaluated to false and no else section was defined.")), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Program') if environment.getattr((undefined(name='shown') if l_0_shown is missing else l_0_shown), 'program') else cond_expr_undefined("the inline if-expression on line 7 in 'visitors.html.j2' evaluated to false and no else section was defined.")), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Claim') if environment.getattr((undefined(name='shown') if l_0_shown is missing else l_0_shown), 'claim') else cond_expr_undefined("the inline if-expression on line 7 in 'visitors.html.j2' evaluated to false and no else section was defined."))]))),
                    '\n<tbody>\n',
                ))
                for l_2_r in environment.getattr((undefined(name='file') if l_0_file is missing else l_0_file), 'addresses')[:(undefined(name='listed') if l_1_listed is missing else l_1_listed)]:
                    _loop_vars = {}
                    pass
                    t_12.extend((
                        '<tr>\n<th scope="row">',
                        escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'who'), environment.getattr(l_2_r, 'address'), _loop_vars=_loop_vars))),
                    ))
                    if environment.getattr((undefined(name='shown') if l_0_shown is missing else l_0_shown), 'token'):
                        pass
                        t_12.extend((
                            '<code class="hash item">',
                            escape(environment.finalize(environment.getattr(l_2_r, 'token'))),
                            '</code>',
                        ))
                    if environment.getattr(l_2_r, 'kind'):
                        pass
                        t_12.extend((
                            '<span class="item">',
                            escape(environment.finalize(context.call(environment.getattr(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'kinds'), 'get'), environment.getattr(l_2_r, 'kind'), environment.getattr(l_2_r, 'kind'), _loop_vars=_loop_vars))),
                            '</span>',
                        ))
                    t_12.extend((
                        '</th>\n<td class="num">',
                        escape(environment.finalize(t_7(environment.getattr(l_2_r, 'downloads')))),
                        '</td>\n<td class="num">',
                        escape(environment.finalize(t_7(environment.getattr(l_2_r, 'partial')))),
                        '</td>\n<td><time datetime="',
                        escape(environment.finalize(t_3(environment.getattr(l_2_r, 'first')))),
                        '">',
                        escape(environment.finalize(t_6(environment.getattr(l_2_r, 'first')))),
                        '</time>',
                    ))
                    if (environment.getattr(l_2_r, 'last') != environment.getattr(l_2_r, 'first')):
                        pass
                        t_12.extend((
                            '<time class="item" datetime="',
                            escape(environment.finalize(t_3(environment.getattr(l_2_r, 'last')))),
                            '">',
                            escape(environment.finalize(t_6(environment.getattr(l_2_r, 'last')))),
                            '</time>',
                        ))
                    t_12.append(
                        '</td>\n',
                    )
                    if environment.getattr((undefined(name='shown') if l_0_shown is missing else l_0_shown), 'party'):
                        pass
                        t_12.extend((
                            '<td>',
                            escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'party'), environment.getattr(l_2_r, 'party'), _loop_vars=_loop_vars))),
                            '</td>',
                        ))
                    if environment.getattr((undefined(name='shown') if l_0_shown is missing else l_0_shown), 'country'):
                        pass
                        t_12.extend((
                            '<td>',
                            escape(environment.finalize(t_1(environment.getattr(l_2_r, 'country')))),
                            '</td>',
                        ))
                    if environment.getattr((undefined(name='shown') if l_0_shown is missing else l_0_shown), 'network'):
                        pass
                        t_12.append(
                            '<td>',
                        )
                        if environment.getattr(l_2_r, 'network'):
                            pass
                            t_12.extend((
                                '<bdi>',
                                escape(environment.finalize(environment.getattr(l_2_r, 'network'))),
                                '</bdi>',
                            ))
                        if (not t_11(environment.getattr(l_2_r, 'asn'))):
                            pass
                            t_12.extend((
                                ' AS',
                                escape(environment.finalize(t_10(environment.getattr(l_2_r, 'asn')))),
                            ))
                        if environment.getattr(l_2_r, 'network_type'):
                            pass
                            t_12.extend((
                                '<span class="item">',
                                escape(environment.finalize(t_9(environment.getattr(l_2_r, 'network_type')))),
                                '</span>',
                            ))
                        if (not ((environment.getattr(l_2_r, 'network') or environment.getattr(l_2_r, 'network_type')) or (not t_11(environment.getattr(l_2_r, 'asn'))))):
                            pass
                            t_12.append(
                                '–',
                            )
                        t_12.append(
                            '</td>',
                        )
                    if environment.getattr((undefined(name='shown') if l_0_shown is missing else l_0_shown), 'program'):
                        pass
                        t_12.append(
                            '<td>',
                        )
                        if environment.getattr(l_2_r, 'agent_class'):
                            pass
                            t_12.append(
                                escape(environment.finalize(t_8(environment.getattr(l_2_r, 'agent_class')))),
                            )
                        else:
                            pass
                            t_12.append(
                                '–',
                            )
                        if environment.getattr(l_2_r, 'agent_family'):
                            pass
                            t_12.extend((
                                '<span class="item"><bdi>',
                                escape(environment.finalize(environment.getattr(l_2_r, 'agent_family'))),
                                '</bdi></span>',
                            ))
                        t_12.append(
                            '</td>',
                        )
                    if environment.getattr((undefined(name='shown') if l_0_shown is missing else l_0_shown), 'claim'):
                        pass
                        t_12.append(
                            '<td>',
                        )
                        if environment.getattr(l_2_r, 'claim'):
                            pass
                            t_12.append(
                                escape(environment.finalize(context.call(environment.getattr(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'claims'), 'get'), environment.getattr(l_2_r, 'claim'), environment.getattr(l_2_r, 'claim'), _loop_vars=_loop_vars))),
                            )
                        else:
                            pass
                            t_12.append(
                                '–',
                            )
                        if environment.getattr(l_2_r, 'ranges'):
                            pass
                            t_12.extend((
                                '<span class="item"><bdi>',
                                escape(environment.finalize(t_4(context.eval_ctx, environment.getattr(l_2_r, 'ranges'), ', '))),
                                '</bdi></span>',
                            ))
                        t_12.append(
                            '</td>',
                        )
                    t_12.append(
                        '</tr>\n',
                    )
                l_2_r = missing
                t_12.append(
                    '</tbody>\n',
                )
                return concat(t_12)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'annex'), (context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Visitors, each an IP address, that got the file or part of it inside a window') if (undefined(name='labelled') if l_0_labelled is missing else l_0_labelled) else context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP addresses that got the file, or part of it, inside a window')), t_5(environment.getattr((undefined(name='file') if l_0_file is missing else l_0_file), 'addresses')), 'visitors', caller=caller)
            yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'cut'), t_5(environment.getattr((undefined(name='file') if l_0_file is missing else l_0_file), 'addresses')), 'findings.json')))
            yield '\n'
            if environment.getattr((undefined(name='shown') if l_0_shown is missing else l_0_shown), 'token'):
                pass
                yield '<p class="note">'
                yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'The code under a visitor is a keyed hash of the IP address. It is the same in every report made with the key of this case, and tells nothing to anyone without that key.')))
                yield '</p>\n'
        elif (not (environment.getattr(environment.getattr(environment.getattr((undefined(name='file') if l_0_file is missing else l_0_file), 'total'), 'addresses'), 'headline') or environment.getattr(environment.getattr((undefined(name='file') if l_0_file is missing else l_0_file), 'total'), 'partial'))):
            pass
            yield '<h4>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'IP addresses')))
            yield '</h4>\n<p>'
            yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'No IP address got the file or a part of it inside a window.')))
            yield '</p>\n'

    blocks = {}
    debug_info = '2=83&3=85&4=89&5=91&6=93&7=98&9=101&11=106&12=124&13=126&14=128&15=145&16=152&17=159&18=192&19=217&6=251&24=252&25=254&26=257&28=259&29=262&30=264'
    return locals()


def _22(environment):
    from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
    name = 'words.html.j2'

    def root(context, missing=missing, environment=environment):
        resolve = context.resolve_or_missing
        undefined = environment.undefined
        concat = environment.concat
        cond_expr_undefined = Undefined
        if 0: yield None
        l_0_m = resolve('m')
        l_0__ = resolve('_')
        l_0_terms = resolve('terms')
        l_0_used = resolve('used')
        l_0_places = resolve('places')
        l_0_grades = resolve('grades')
        l_0_flags = resolve('flags')
        l_0_ordered = missing
        try:
            t_1 = environment.filters['length']
        except KeyError:
            @internalcode
            def t_1(*unused):
                raise TemplateRuntimeError("No filter named 'length' found.")
        try:
            t_2 = environment.filters['linked']
        except KeyError:
            @internalcode
            def t_2(*unused):
                raise TemplateRuntimeError("No filter named 'linked' found.")
        try:
            t_3 = environment.filters['list']
        except KeyError:
            @internalcode
            def t_3(*unused):
                raise TemplateRuntimeError("No filter named 'list' found.")
        try:
            t_4 = environment.filters['number']
        except KeyError:
            @internalcode
            def t_4(*unused):
                raise TemplateRuntimeError("No filter named 'number' found.")
        try:
            t_5 = environment.filters['say']
        except KeyError:
            @internalcode
            def t_5(*unused):
                raise TemplateRuntimeError("No filter named 'say' found.")
        pass
        yield '<section id="words">\n'
        yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'title'), 'words')))
        yield '\n<h3>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Terms')))
        yield '</h3>\n<dl>\n'
        for (l_1_word, l_1_says) in (undefined(name='terms') if l_0_terms is missing else l_0_terms):
            _loop_vars = {}
            pass
            yield '<div><dt>'
            yield escape(environment.finalize(l_1_word))
            yield '</dt><dd>'
            yield escape(environment.finalize(t_2(l_1_says, (undefined(name='places') if l_0_places is missing else l_0_places), t_3(context.eval_ctx, (undefined(name='grades') if l_0_grades is missing else l_0_grades)))))
            yield '</dd></div>\n'
        l_1_word = l_1_says = missing
        yield '</dl>\n<h3>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'All rules, in order')))
        yield '</h3>\n'
        l_0_ordered = t_3(context.eval_ctx, context.call(environment.getattr((undefined(name='used') if l_0_used is missing else l_0_used), 'table')))
        context.vars['ordered'] = l_0_ordered
        context.exported_vars.add('ordered')
        def macro():
            t_6 = []
            pass
            t_6.extend((
                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Place'), 'num'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Rule'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Verdict'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Reason')]))),
                '\n<tbody>\n',
            ))
            l_2_loop = missing
            for (l_2_rule, l_2_id), l_2_loop in LoopContext((undefined(name='ordered') if l_0_ordered is missing else l_0_ordered), undefined):
                _loop_vars = {}
                pass
                t_6.extend((
                    '<tr><td class="num">',
                    escape(environment.finalize(t_4(environment.getattr(l_2_loop, 'index')))),
                    '</td><th scope="row"',
                ))
                if l_2_id:
                    pass
                    t_6.extend((
                        ' id="',
                        escape(environment.finalize(l_2_id)),
                        '"',
                    ))
                t_6.extend((
                    '>',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'place'), environment.getattr(l_2_rule, 'number'), _loop_vars=_loop_vars))),
                    '</th><td>',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'mark'), environment.getattr(l_2_rule, 'verdict'), _loop_vars=_loop_vars))),
                    '</td><td>',
                    escape(environment.finalize(t_5(environment.getattr(l_2_rule, 'because')))),
                    '</td></tr>\n',
                ))
            l_2_loop = l_2_rule = l_2_id = missing
            t_6.append(
                '</tbody>\n',
            )
            return concat(t_6)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'annex'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'The first rule that fits a request decides; numbers are those of the counting rules'), t_1((undefined(name='ordered') if l_0_ordered is missing else l_0_ordered)), 'few', caller=caller)
        yield '<p>'
        yield escape(environment.finalize(t_2(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'After these, requests of one client are joined into downloads (rules 3.6.1 to 3.6.8).'), (undefined(name='places') if l_0_places is missing else l_0_places), ['3.6.1', '3.6.8'])))
        yield '</p>\n<h3>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Verdicts')))
        yield '</h3>\n'
        def macro():
            t_7 = []
            l_1_meanings = resolve('meanings')
            pass
            t_7.extend((
                escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'head'), [context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Verdict'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Meaning'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Counts in')]))),
                '\n<tbody>\n',
            ))
            for (l_2_name, l_2_meaning) in context.call(environment.getattr((undefined(name='meanings') if l_1_meanings is missing else l_1_meanings), 'items')):
                _loop_vars = {}
                pass
                t_7.extend((
                    '<tr><th scope="row">',
                    escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'mark'), l_2_name, _loop_vars=_loop_vars))),
                    '<span class="item"><code>',
                    escape(environment.finalize(l_2_name)),
                    '</code></span></th><td>',
                    escape(environment.finalize(t_5(environment.getattr(l_2_meaning, 'says')))),
                    '</td><td>',
                    escape(environment.finalize(t_5(environment.getattr(l_2_meaning, 'counts')))),
                    '</td></tr>\n',
                ))
            l_2_name = l_2_meaning = missing
            t_7.append(
                '</tbody>\n',
            )
            return concat(t_7)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'table'), context.call((undefined(name='_') if l_0__ is missing else l_0__), 'What each verdict says'), 'few', caller=caller)
        yield '<h3>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Grades of evidence')))
        yield '</h3>\n<dl>\n'
        for (l_1_grade, l_1_says) in context.call(environment.getattr((undefined(name='grades') if l_0_grades is missing else l_0_grades), 'items')):
            _loop_vars = {}
            pass
            yield '<div><dt>'
            yield escape(environment.finalize(context.call(environment.getattr((undefined(name='m') if l_0_m is missing else l_0_m), 'place'), l_1_grade, _loop_vars=_loop_vars)))
            yield '</dt><dd>'
            yield escape(environment.finalize(t_5(l_1_says)))
            yield '</dd></div>\n'
        l_1_grade = l_1_says = missing
        yield '</dl>\n<h3>'
        yield escape(environment.finalize(context.call((undefined(name='_') if l_0__ is missing else l_0__), 'Flags')))
        yield '</h3>\n<dl class="last">\n'
        for (l_1_flag, l_1_says) in context.call(environment.getattr((undefined(name='flags') if l_0_flags is missing else l_0_flags), 'items')):
            _loop_vars = {}
            pass
            yield '<div><dt>'
            yield escape(environment.finalize(l_1_flag))
            yield '</dt><dd>'
            yield escape(environment.finalize(t_5(l_1_says)))
            yield '</dd></div>\n'
        l_1_flag = l_1_says = missing
        yield '</dl>\n</section>'

    blocks = {}
    debug_info = '2=50&3=52&5=54&6=58&9=64&10=66&11=69&12=73&14=77&15=82&11=107&19=109&20=111&21=113&22=118&24=121&25=126&21=141&29=143&31=145&32=149&35=155&37=157&38=161'
    return locals()


COMPILED: dict[str, tuple[str, Callable[[Environment], dict[str, Any]]]] = {
    'answer.html.j2': ('4298c1b3c099cb2076787ce856e17f8a1c49bd0aeb18dbf0ea9be008351d3c99', _0),
    'authority.html.j2': ('14315689fe74bb90182a421aca8ca6c593c0ef20796b169c2e1e07ee2159323c', _1),
    'citations.html.j2': ('8dd1513525702d79e3e224ae9667c56d5cbd9af80bccf40106ae9af0ff075649', _2),
    'cited.html.j2': ('d05f6ff06ef7b6cbee0b54c7e642c07430bbe9d85c60b08a77a949ad568d1701', _3),
    'conclusion.html.j2': ('30ab1e9661b1da7cdae99f9a746ae18f17d3a08d6dc0a2776d5ebf1291b157c6', _4),
    'contents.html.j2': ('56eacaf097a95ea20059613f8ef70859e2eb7cb566b3bfb00bbabb862591578f', _5),
    'coverage.html.j2': ('bc3c39af4992a2184a723620acc928a62311e752385a84a26b7015b53245a776', _6),
    'document.html.j2': ('b3f0638fc414360aa7356da8156633698d150b3003baa1fbe8a0bd55c65159f7', _7),
    'findings.html.j2': ('2da811a57ff4df49a895f86d468da3a82d0fef04d811e9bead0ef63c1ed0af8a', _8),
    'interpretation.html.j2': ('5c9f8c488262d3119a8ff86950a14f4121192a9dbb976e33161a373d214f49c3', _9),
    'level.html.j2': ('1ed9a36a9c3cdb7e5abe92db1cd63a8a96ea664ccfab64a4cc282875de6b3387', _10),
    'limits.html.j2': ('3e454263ac59a286bb80ab45315625bc31d38b0b54f3c7299e5960e0dc30fc2c', _11),
    'macros.html.j2': ('992aeada59c2a74e880c248a6594abbf089943cdaf24ce5a3ec5d67ecbf6acaa', _12),
    'method.html.j2': ('bd30cde9a8886328c73f6cc4b2459a77f599370948401fce79ff00631bd817fa', _13),
    'part.html.j2': ('28d761585fe2980746aa6d54179bb547d7c410d07868e99a18c8a0c451f3f7ea', _14),
    'readers.html.j2': ('653a85f0255a42a598d793a35be0a48ae2d39443177431a801b54ba5447f6051', _15),
    'records.html.j2': ('5c15cfb3db289d183030f596656e072b3ec318ff59686499cc62b6a8bbcb9f19', _16),
    'report.css': ('b68afa15d950bc490496800bfcb3d129d2047bc0bfb324578c53b7fa76757906', _17),
    'report.html.j2': ('356ac56ce81c4dd776bc0a2778b7f14dc84509f2c45bb556da9c0d5ff8db7cf8', _18),
    'sources.html.j2': ('2ea03ad09f4d13fe216eee95b0fc6858aa65548201790efc43aeea551ad42b37', _19),
    'verify.html.j2': ('587ac2c2e333dc799f16184b6b0652837cfbf4a8a8b452be819edd446f6fa0ef', _20),
    'visitors.html.j2': ('827fbb6470a7e3dae9f73fcf43b0307bcaf6c3350597adf312e1813ae8b239eb', _21),
    'words.html.j2': ('930e84ed246197c189493bcd98ccff6ecae6409af3f842f42444e463f3a9536e', _22),
}
